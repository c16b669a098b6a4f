import { readAdminEnv } from './env.js';

const oidc = { OIDC_ISSUER: 'https://id.example.com', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'the secret' };

test.each([
  [{ SMTP_URL: 'smtp://user:hidden@mail.example.com' }, 'SMTP_FROM'],
  [{ SMTP_URL: 'smtp://mail.example.com', SMTP_FROM: 'nobody' }, 'SMTP_FROM'],
  [{ SMTP_URL: 'http://mail.example.com' }, 'SMTP_URL'],
  [{ OIDC_ISSUER: 'https://id.example.com', OIDC_CLIENT_ID: 'x' }, 'OIDC_CLIENT_SECRET'],
  [{ ...oidc, OIDC_ISSUER: 'http://id.example.com' }, 'OIDC_ISSUER'],
  [{ ...oidc, OIDC_SCOPES: 'email' }, 'OIDC_SCOPES'],
  [{ ...oidc, OIDC_ROLES: 'staff=king' }, 'OIDC_ROLES'],
  [{ ...oidc, OIDC_DEFAULT_ROLE: 'king' }, 'OIDC_DEFAULT_ROLE'],
])('%j stops the start, naming %s and no secret', (source, name) => {
  expect(() => readAdminEnv(source)).toThrow(name);
  expect(() => readAdminEnv(source)).not.toThrow(/hidden|the secret/);
});

test.each([[{}], [{ SMTP_URL: 'smtps://mail.example.com', SMTP_FROM: 'AIProxy <aiproxy@example.com>' }], [oidc], [{ ...oidc, OIDC_ISSUER: 'http://127.0.0.1:8080' }]])('%j is right', (source) => {
  expect(readAdminEnv(source)).toMatchObject(source);
});
