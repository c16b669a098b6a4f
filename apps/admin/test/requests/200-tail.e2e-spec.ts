import { makeProject, makeRequest } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let projectId: string;
beforeAll(async () => {
  admin = await startAdmin();
  projectId = (await makeProject(admin)).id;
});
afterAll(() => admin.close());

/** Begins a tail and gives what it says, frame by frame. */
async function follow(query: string, { token = admin.token, url = admin.url } = {}) {
  const leave = new AbortController();
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
  const response = await fetch(`${url}/api/requests/tail?${query}`, { headers, signal: leave.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  /** The next frame that is no comment; undefined: it has ended. */
  const nextRow = async (): Promise<Record<string, unknown> | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = await reader.read();
        if (done) return undefined;
        text += value;
        continue;
      }
      const frame = text.slice(0, end);
      text = text.slice(end + 2);
      if (frame.startsWith('data: ')) return JSON.parse(frame.slice(6)) as Record<string, unknown>;
    }
  };
  return { response, reader, nextRow, leave: () => leave.abort() };
}

test('it shows each row that is written from now on and matches, as the list shows it', async () => {
  await makeRequest(admin, { projectId, status: 500, errorCode: 'internal_error' });
  const tail = await follow('status=4xx');
  expect(tail.response.headers.get('content-type')).toContain('text/event-stream');
  await tail.reader.read(); // the first comment: from here on it follows
  const long = await makeRequest(admin, { projectId, status: 404, errorCode: 'model_not_found', at: new Date(Date.now() - 600_000) });
  await makeRequest(admin, { projectId });
  const young = await makeRequest(admin, { projectId, status: 429, errorCode: 'rate_limit_exceeded' });
  expect(await tail.nextRow()).toEqual((await admin.get(`/api/requests/${long.id}`)).body);
  expect(await tail.nextRow()).toMatchObject({ id: young.id });
  tail.leave();
});

test('a member sees what is of their projects alone, and nothing more once they are signed out', async () => {
  const { token, memberId } = await admin.signIn(null, [{ projectId, role: 'viewer' }]);
  const tail = await follow('', { token });
  await tail.reader.read();
  await makeRequest(admin, { projectId: (await makeProject(admin)).id });
  const own = await makeRequest(admin, { projectId });
  expect(await tail.nextRow()).toMatchObject({ id: own.id });
  await admin.query('UPDATE access_token SET revoked_at = now() WHERE member_id = $1', [memberId]);
  expect(await tail.nextRow()).toBeUndefined();
});

test('so many may follow and no more, until one leaves', async () => {
  const tails = await Promise.all(Array.from({ length: 20 }, () => follow('')));
  expect(tails.map(({ response }) => response.status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect((await follow('')).response.status).toBe(503);
  tails[0].leave();
  for (let status = 503; status !== 200;) {
    const again = await follow('');
    ({ status } = again.response);
    tails.push(again);
  }
  for (const { leave } of tails) leave();
});

test('it ends when the server stops, and does not hold that up', async () => {
  const other = await startAdmin();
  const tail = await follow('', { token: other.token, url: other.url });
  const closed = other.close();
  expect(await tail.nextRow()).toBeUndefined(); // one that is cut rejects
  await closed;
});

test('whoever does not ask for events gets none, nor is a filter of the list taken that means nothing here', async () => {
  expect(await admin.get('/api/requests/tail')).toMatchObject({ status: 400, body: { error: { param: 'accept' } } });
  expect(await admin.get('/api/requests/tail?limit=5')).toMatchObject({ status: 400, body: { error: { param: 'limit' } } });
});
