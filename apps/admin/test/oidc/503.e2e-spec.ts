import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

const client = { OIDC_CLIENT_ID: 'aiproxy', OIDC_CLIENT_SECRET: 'secret' };
let admin: RunningAdmin;
let answer: RequestListener = (_, response) => void response.writeHead(500).end();
const server = createServer((request, response) => answer(request, response));
let issuer: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  admin = await startAdmin({ ...client, OIDC_ISSUER: issuer });
});
afterAll(async () => {
  await admin.close();
  server.close();
});

const begin = () => admin.get('/api/session/oidc', { token: null });
const metadata = (more: object = {}) => JSON.stringify({ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'], ...more });

test('while the issuer is away it is said, all else works, and it is found as soon as it is back', async () => {
  expect(await begin()).toMatchObject({ status: 503, body: { error: { code: 'sign_on_unavailable', message: expect.stringContaining('cannot be reached') } } });
  expect((await admin.get('/api/sign-in-methods', { token: null })).body.oidc).toEqual({ name: 'single sign-on' });
  answer = (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(metadata());
  expect((await begin()).status).toBe(302);
});

test('what is known of the issuer is asked once', async () => {
  let asked = 0;
  answer = (_, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end(metadata());
  };
  const own = await startAdmin({ ...client, OIDC_ISSUER: issuer });
  for (let count = 0; count < 3; count += 1) expect((await own.get('/api/session/oidc', { token: null })).status).toBe(302);
  await own.close();
  expect(asked).toBe(1);
});

test('a document of another issuer is not believed', async () => {
  answer = (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(metadata({ issuer: 'https://elsewhere.example.com' }));
  const own = await startAdmin({ ...client, OIDC_ISSUER: issuer });
  expect((await own.get('/api/session/oidc', { token: null })).status).toBe(503);
  await own.close();
});
