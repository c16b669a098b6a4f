// The load of a soak: callers that ask one thing after the other over connections that stay open, plain and streamed in turn, and callers
// that leave a stream after its first piece.
import { Agent, request } from 'node:http';

/** `url` and `key` say who is asked; what is seen of each answer goes to `note`. Resolves when all are answered. */
export async function ask({ url, key, model, requests, atOnce, note, text }) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  await shared(requests, atOnce, async (number) => {
    const stream = number % 2 === 0;
    const begun = performance.now();
    const answer = await send({ url, key, agent }, { stream, user: `caller-${number % 50}`, ...(model && { model }) }).then(readAll, (error) => ({ failure: error.message }));
    note({ ...answer, ok: answer.status === 200 && (stream ? isWholeStream(answer.body, text) : isWhole(answer.body, text)), ms: performance.now() - begun });
  });
  agent.destroy();
}

/** Streams that are left after their first piece. */
export async function askAndLeave({ url, key, requests, atOnce }) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  await shared(requests, atOnce, async () => {
    const response = await send({ url, key, agent }, { stream: true, user: 'leaves' }).catch(() => undefined);
    await new Promise((resolve) => {
      if (response) response.once('data', () => response.destroy()).once('error', resolve).once('close', resolve);
      else resolve();
    });
  });
  agent.destroy();
}

/** As many as `together`, all open at the same time; gives their statuses. */
export function askTogether({ url, key, together }) {
  const agent = new Agent({ maxSockets: together });
  const one = async () => {
    const response = await send({ url, key, agent }, { stream: true, user: 'leaves' });
    await new Promise((resolve) => { response.once('data', resolve); });
    return response;
  };
  return Promise.all(Array.from({ length: together }, one)).then((responses) => responses.map((response) => {
    response.on('error', () => undefined).destroy();
    return response.statusCode;
  }));
}

async function shared(total, atOnce, work) {
  let next = 0;
  const worker = async () => {
    while (next < total) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function send({ url, key, agent }, more) {
  const body = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello, how are you today?' }], ...more });
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...(key && { authorization: `Bearer ${key}` }) };
    request(`${url}/v1/chat/completions`, { method: 'POST', agent, headers }, resolve).once('error', reject).end(body);
  });
}

async function readAll(response) {
  let body = '';
  for await (const bytes of response) body += bytes;
  const number = (name) => (response.headers[name] === undefined ? undefined : Number(response.headers[name]));
  return { status: response.statusCode, body, attempts: number('x-aiproxy-attempts'), overheadMs: number('x-aiproxy-overhead-ms') };
}

const isWhole = (body, text) => JSON.parse(body).choices?.[0]?.message?.content === text;

function isWholeStream(body, text) {
  const frames = body.split('\n\n').filter((frame) => frame.startsWith('data: ')).map((frame) => frame.slice(6));
  if (frames.pop() !== '[DONE]') return false;
  return frames.map((frame) => JSON.parse(frame).choices?.[0]?.delta?.content ?? '').join('') === text;
}
