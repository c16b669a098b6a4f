import { connect } from 'node:net';
import { once } from 'node:events';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

/** Announces a body, sends nothing of it, and gives the first line of the answer. */
async function announce(path: string, bytes: number): Promise<string> {
  const { hostname, port } = new URL(admin.url);
  const socket = connect(Number(port), hostname);
  socket.write(`POST ${path} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${bytes}\r\n\r\n`);
  const [data] = await once(socket, 'data') as [Buffer];
  socket.destroy();
  return data.toString().split('\r\n')[0];
}

test('whoever is not signed in is told so before a body of theirs is waited for', async () => {
  await expect(announce('/api/configuration/plan', 4 * 1024 * 1024)).resolves.toBe('HTTP/1.1 401 Unauthorized');
  await expect(announce('/api/nowhere', 4 * 1024 * 1024)).resolves.toBe('HTTP/1.1 404 Not Found');
});

test('where anybody may send something, it is something small', async () => {
  await expect(announce('/api/session', 16 * 1024 + 1)).resolves.toBe('HTTP/1.1 413 Payload Too Large');
  const { status } = await admin.post('/api/session', { email: 'a@example.com', password: 'x'.repeat(20_000) }, { token: null });
  expect(status).toBe(413);
});
