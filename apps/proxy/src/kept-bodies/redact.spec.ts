import * as fc from 'fast-check';
import { redact, redactBeginning } from './redact.js';

const redacted = '[redacted]';
const of = (value: unknown) => JSON.parse(redact(JSON.stringify(value))) as unknown;
const base64 = (bytes: number) => Buffer.alloc(bytes, 'media').toString('base64');

it('what holds nothing to take out stays as it is, byte for byte', () => {
  fc.assert(fc.property(fc.json(), (json) => {
    expect(redact(json)).toBe(json);
  }));
  const chat = '{"model":"gpt-4o", "max_tokens": 100 ,"messages":[{"role":"user","content":"Say \\"hi\\" to \\u00e9ve, at https:\\/\\/example.com\\/a?b=c"}],"tools":[{"type":"function","function":{"parameters":{"properties":{"password":{"type":"string"}}}}}]}';
  expect(redact(chat)).toBe(chat);
});

it.each([
  'password', 'PASSWORD', 'db_password', 'apiKey', 'api_key', 'x-api-key', 'client_secret', 'accessToken', 'token', 'Authorization', 'credentials', 'private-key', 'Set-Cookie',
])('the value of a field "%s" is taken out, in lists and in the arguments of a tool call too', (key) => {
  expect(of({ [key]: 'hunter2', other: 'stays' })).toEqual({ [key]: redacted, other: 'stays' });
  expect(of({ [key]: ['one', 'two'] })).toEqual({ [key]: [redacted, redacted] });
  const call = of({ arguments: JSON.stringify({ user: 'eve', [key]: 'hunter2' }) }) as { arguments: string };
  expect(JSON.parse(call.arguments)).toEqual({ user: 'eve', [key]: redacted });
  const nested = of({ text: JSON.stringify({ inner: JSON.stringify({ [key]: 'hunter2' }) }) });
  expect(JSON.stringify(nested)).not.toContain('hunter2');
});

it.each([
  ['our own key', 'aip_live_0123456789abcdefghijABCDEFGHIJ0123456789'],
  ["a provider's key", 'sk-proj-abcdefghijklmnop_QRSTUV'],
  ["Google's key", 'AIzaSyA0123456789abcdefghijklmnopqrstuv'],
  ["Amazon's key id", 'AKIAIOSFODNN7EXAMPLE'],
  ["GitHub's token", 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'],
  ["Slack's token", 'xoxb-123456789012-abcdefghijkl'],
  ['a JSON Web Token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-DEF_123'],
])('%s is taken out of the midst of a text', (_, secret) => {
  expect(of({ content: `The key is ${secret}, keep it` })).toEqual({ content: `The key is ${redacted}, keep it` });
});

it('bearer tokens, passwords in addresses and private keys are taken out', () => {
  expect(of('curl -H "Authorization: Bearer abcdef0123456789"')).toBe(`curl -H "Authorization: Bearer ${redacted}"`);
  expect(of('postgres://admin:hunter2@db.example.com/app')).toBe(`postgres://admin:${redacted}@db.example.com/app`);
  expect(of('-----BEGIN RSA PRIVATE KEY-----\nabc\ndef\n-----END RSA PRIVATE KEY-----\nand more')).toBe(`${redacted}\nand more`);
  expect(of('-----BEGIN PRIVATE KEY-----\ncut off')).toBe(redacted);
});

it('media is replaced by its size, as an address, bare, or in the midst of a text', () => {
  expect(of({ url: `data:image/png;base64,${base64(3000)}` })).toEqual({ url: 'data:image/png;base64,[3000 bytes]' });
  expect(of({ data: base64(3000) })).toEqual({ data: '[base64, 3000 bytes]' });
  expect(of(`See ![x](data:image/gif;base64,${base64(30)}) here`)).toBe('See ![x](data:image/gif;base64,[30 bytes]) here');
  expect(redact(`{"url":"data:image\\/png;base64,${base64(300).replaceAll('/', '\\/')}"}`)).toBe('{"url":"data:image/png;base64,[300 bytes]"}');
});

it('what is no JSON, or broken off, is no way around it', () => {
  expect(redact('{"messages":[{"password":"hunter2","text":"and so o')).toBe(`{"messages":[{"password":"${redacted}","text":"and so o`);
  expect(redact('{"password":"hunter2')).toBe(`{"password":"${redacted}`);
  expect(redact('plain words with sk-abcdefghijklmnopqrst in them')).toBe(`plain words with ${redacted} in them`);
});

it('of a long text the beginning is given, and nothing of a secret at its edge', () => {
  const limit = 1000;
  for (let at = 900; at < 1000; at += 1) {
    for (const text of [`{"a":"${'word '.repeat(at / 5)}", "password":"hunter2"}`, JSON.stringify({ a: JSON.stringify({ b: 'word '.repeat(at / 5), password: 'hunter2', rest: 'x y '.repeat(500) }) })]) {
      const given = redactBeginning(text, limit);
      expect(given.text).not.toContain('hun');
      expect([given.text.length < limit + 500, given.more || given.text.length < limit]).toEqual([true, true]);
    }
  }
  expect(redactBeginning(`"${'y '.repeat(5000)}"`, limit).more).toBe(true);
  expect(redactBeginning(`[${'1.5, '.repeat(5000)}]`, limit)).toEqual({ text: `[${'1.5, '.repeat(5000)}`.slice(0, limit), more: true });
});

it('hostile texts take no longer than others of their length', () => {
  const size = 1024 * 1024; // four times what is looked at of a body
  const filled = (piece: string) => piece.repeat(Math.ceil(size / piece.length));
  for (const piece of ['eyJ-', 'sk-', '"', '\\"', '\\\\', 'data:', 'data:a/b;x;', '": "', 'Bearer ', 'a://', '-----BEGIN PRIVATE KEY-----', '"a" \n', '{"a":"']) {
    const began = performance.now();
    redact(filled(piece));
    redact(`{"content":${JSON.stringify(filled(`${piece} `))}}`);
    expect([piece, performance.now() - began < 5000]).toEqual([piece, true]);
  }
}, 60_000);
