import { Script } from 'node:vm';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each(['/', '/sign-in', '/sign-in?error=refused', '/setup', '/invitation', '/password-reset'])('%s opens a page that runs its own script and nothing else', async (path) => {
  const { status, headers, body } = await admin.get(path, { token: null });
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'; .*frame-ancestors 'none'/);
  expect(body).not.toMatch(/<script>|<style>|\son\w+=|style=/);
  for (const [, asset] of String(body).matchAll(/(?:src|href)="(\/pages\/[^"]+)"/g)) {
    const answer = await admin.get(asset, { token: null });
    expect([answer.status, answer.headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
  }
});

test.each(['/', '/api/docs', '/api/tiers', '/api/nothing'])('%s is shown inside no other page', async (path) => {
  expect((await admin.get(path, { token: null })).headers.get('x-frame-options')).toBe('DENY');
});

test('the script is one that a browser can read', async () => {
  const { body } = await admin.get('/pages/script.js', { token: null });
  expect(() => new Script(String(body))).not.toThrow();
});
