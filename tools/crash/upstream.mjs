// The provider of a crash test: answers plain and streamed chats after a random while, and knows by whose name it was asked how often.
import { once } from 'node:events';
import { createServer } from 'node:http';

const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
const message = { role: 'assistant', content: 'Hello there.' };
const chunk = (choices, more = {}) => `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o-mini', choices, ...more })}\n\n`;
const pause = (mostMs) => new Promise((resolve) => { setTimeout(resolve, Math.random() * mostMs); });

async function answer(response, { stream }) {
  await pause(40);
  if (!stream) {
    const body = { id: 'c', object: 'chat.completion', created: 1, model: 'gpt-4o-mini', choices: [{ index: 0, message, finish_reason: 'stop' }], usage };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const word of ['Hel', 'lo ', 'there.']) {
    response.write(chunk([{ index: 0, delta: { role: 'assistant', content: word }, finish_reason: null }]));
    await pause(20);
  }
  response.end(`${chunk([{ index: 0, delta: {}, finish_reason: 'stop' }])}${chunk([], { usage })}data: [DONE]\n\n`);
}

/** `asked`: how often, by the name of the end user. */
export async function serveUpstream() {
  const asked = new Map();
  const server = createServer(async (request, response) => {
    response.on('error', () => undefined);
    let text = '';
    try {
      for await (const bytes of request) text += bytes;
    } catch {
      return; // its caller was killed while it asked
    }
    const body = JSON.parse(text);
    asked.set(body.user, (asked.get(body.user) ?? 0) + 1);
    await answer(response, body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, asked, close: () => { server.closeAllConnections(); server.close(); } };
}
