import type { IncomingHttpHeaders } from 'node:http';
import { refuseReader } from './refuse-reader.js';

const refusal = (remoteAddress: string | undefined, headers: IncomingHttpHeaders, token?: string) =>
  refuseReader({ remoteAddress, headers: { host: '127.0.0.1:9464', ...headers } }, token)?.status;
const token = 'a-token-of-some-length';

test.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])('this machine itself (%s) may read, with and without a token set', (address) => {
  expect([refusal(address, {}), refusal(address, {}, token)]).toEqual([undefined, undefined]);
});

test.each(['10.0.0.1', '192.168.1.2', '128.0.0.1', '2001:db8::1', '::ffff:10.0.0.1', '::ffff:0:127.0.0.1', '127.0.0.1.example.com', undefined])('nobody else (%s) may while no token is set', (address) => {
  expect([refusal(address, {}), refusal(address, { authorization: 'Bearer undefined' }), refusal(address, { authorization: 'Bearer ' })]).toEqual([403, 403, 403]);
});

test('with a token set, it opens from everywhere, and nothing else does', () => {
  expect(refusal('10.0.0.1', { authorization: `Bearer ${token}` }, token)).toBeUndefined();
  for (const authorization of [undefined, '', token, `Basic ${token}`, `Bearer ${token}x`, `Bearer ${token.slice(1)}`, 'Bearer ']) {
    expect(refusal('10.0.0.1', { authorization }, token)).toBe(401);
  }
});

test('no header makes a stranger one of this machine', () => {
  for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-client-ip']) expect(refusal('10.0.0.1', { [name]: '127.0.0.1' })).toBe(403);
});

test('who comes through a reverse proxy of this machine, or by a name that is not its own, is a stranger', () => {
  for (const header of [{ 'x-forwarded-for': '127.0.0.1' }, { forwarded: 'for=127.0.0.1' }, { 'x-real-ip': '127.0.0.1' }, { via: '1.1 proxy' }, { host: 'rebound.example.com' }, { host: '127.0.0.1.example.com' }]) {
    expect(refusal('127.0.0.1', header)).toBe(403);
  }
  for (const host of ['localhost', 'localhost:3001', '127.0.0.1', '[::1]:3001']) expect(refusal('127.0.0.1', { host })).toBeUndefined();
});
