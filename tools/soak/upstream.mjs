// The providers of a soak, in a process of their own (forked by soak.mjs): one is well and takes a realistic while, the other fails half of
// the time, each time in another way. Both count what they are asked; what they are told comes by IPC.
import { once } from 'node:events';
import { createServer } from 'node:http';

const text = 'Hello there, this is a reply.';
const words = text.split(/(?<= )/);
const usage = { prompt_tokens: 10, completion_tokens: 7, total_tokens: 17 };
const head = { id: 'c', created: 1, model: 'gpt-4o-mini' };
const chunk = (choices, more = {}) => `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more })}\n\n`;
const delta = (part) => chunk([{ index: 0, delta: part, finish_reason: null }]);
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const [eventStream, json] = [{ 'content-type': 'text/event-stream' }, { 'content-type': 'application/json' }];
/** When each of the two was called, and how many calls are under way. */
const sayings = { calls: [[], []], answering: 0 };

const reply = JSON.stringify({ ...head, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }], usage });
const refusal = (status, headers = {}) => (response) => { response.writeHead(status, { ...json, ...headers }).end('{"error":{"message":"not now"}}'); };

/** From 5 to 20 ms; one that is to be abandoned goes on for as long as anybody listens. */
async function answerWell(response, { stream, user }) {
  await pause(5 + Math.random() * 15);
  if (stream) await answerInPieces(response, user);
  else response.writeHead(200, json).end(reply);
}

async function answerInPieces(response, user) {
  response.writeHead(200, eventStream);
  response.write(delta({ role: 'assistant', content: '' }));
  for (const word of words) response.write(delta({ content: word }));
  for (let more = user === 'leaves' ? 400 : 0; more > 0 && !response.destroyed; more -= 1) {
    await pause(5);
    response.write(delta({ content: 'and more ' }));
  }
  response.end(`${chunk([{ index: 0, delta: {}, finish_reason: 'stop' }])}${chunk([], { usage })}data: [DONE]\n\n`);
}

/** Breaks off before any content: behind it nobody could be asked instead. */
function breakOff(response, { stream }) {
  const [headers, beginning] = stream ? [eventStream, delta({ role: 'assistant', content: '' })] : [{ ...json, 'content-length': reply.length }, reply.slice(0, 40)];
  response.writeHead(200, headers).write(beginning, () => response.destroy());
}

function failAtOnce(response, { stream }) {
  const error = '{"error":{"message":"overloaded","type":"server_error","code":"503"}}';
  response.writeHead(200, stream ? eventStream : json).end(stream ? `data: ${error}\n\n` : error);
}

const failures = [
  refusal(500),
  refusal(429, { 'retry-after': '1' }),
  (response) => { response.socket.resetAndDestroy(); },
  () => undefined, // hangs until it is given up
  breakOff,
  failAtOnce,
];

async function answerSometimes(response, body) {
  if (Math.random() < 0.5) await answerWell(response, body);
  else failures[Math.floor(Math.random() * failures.length)](response, body);
}

async function serve(which, answer) {
  const server = createServer(async (request, response) => {
    sayings.calls[which].push(Date.now());
    sayings.answering += 1;
    response.on('error', () => undefined).once('close', () => { sayings.answering -= 1; });
    try {
      let asked = '';
      for await (const bytes of request) asked += bytes;
      await answer(response, JSON.parse(asked));
    } catch {
      response.destroy(); // its caller has left
    }
  });
  server.keepAliveTimeout = 0; // whoever calls closes, so that no call meets a connection on its way out
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const servers = [await serve(0, answerWell), await serve(1, answerSometimes)];
const connections = (server) => new Promise((resolve) => { server.getConnections((_, count) => resolve(count)); });

process.on('message', async (question) => {
  if (question === 'forget') sayings.calls = [[], []];
  process.send({ ...sayings, connections: await Promise.all(servers.map(connections)) });
});
process.once('disconnect', () => process.exit());
process.send({ text, urls: servers.map((server) => `http://127.0.0.1:${server.address().port}`) });
