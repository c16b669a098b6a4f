import { Sealer } from '#access/seal';
import { sealedAs } from '#database/request-bodies';
import { gatherStream } from './gather-stream.js';
import { keptBytes, prepareBody, type Heard } from './prepare-body.js';

const sealer = new Sealer([Buffer.alloc(32, 1)]);
const heard = (request: string, answer?: Heard['answer']): Heard => ({ requestId: 'req_1', at: new Date(0), projectId: 'p', request: Buffer.from(request), answer });
const frames = (...chunks: unknown[]) => chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
const delta = (delta: unknown, index = 0) => ({ id: 'c', choices: [{ index, delta, finish_reason: null }] });

it('both sides are sealed apart, each bound to its request', async () => {
  const row = await prepareBody(heard('{"a":1}', { bytes: Buffer.from('{"b":2}'), cut: false, isStream: false }), sealer);
  expect([sealer.open(row.request, sealedAs('req_1', 'request')), sealer.open(row.answer ?? Buffer.alloc(0), sealedAs('req_1', 'answer'))]).toEqual(['{"a":1}', '{"b":2}']);
  expect(() => sealer.open(row.request, sealedAs('req_1', 'answer'))).toThrow('broken');
  expect([row.requestCut, row.answerCut]).toEqual([false, false]);
});

it('a body is cut at 256 KiB, never through a character, after media was taken out of it', async () => {
  const long = await prepareBody(heard(`"${'ü'.repeat(keptBytes)}"`), sealer);
  const text = sealer.open(long.request, sealedAs('req_1', 'request'));
  expect([long.requestCut, Buffer.byteLength(text), text.endsWith('ü')]).toEqual([true, keptBytes - 1, true]);
  const media = await prepareBody(heard(JSON.stringify({ url: `data:image/png;base64,${'A'.repeat(2 * keptBytes)}`, end: 'here' })), sealer);
  expect([media.requestCut, sealer.open(media.request, sealedAs('req_1', 'request'))]).toEqual([false, `{"url":"data:image/png;base64,[${(2 * keptBytes * 3) / 4} bytes]","end":"here"}`]);
});

it('an answer of which there was more than was listened to is marked', async () => {
  expect(await prepareBody(heard('{}', { bytes: Buffer.from('{'), cut: true, isStream: false }), sealer)).toMatchObject({ answerCut: true });
});

it('a stream becomes one chunk: texts joined, choices and tool calls by their index, an error beside them', async () => {
  const text = frames(
    delta({ role: 'assistant', content: '' }), delta({ content: 'Hel' }), delta({ content: 'other' }, 1), delta({ content: 'lo' }),
    delta({ tool_calls: [{ index: 0, id: 't', function: { name: 'f', arguments: '{"a"' } }] }), delta({ tool_calls: [{ index: 0, function: { arguments: ':1}' } }] }),
    { id: 'c', choices: [], usage: { total_tokens: 7 } }, { error: { message: 'broke off' } },
  );
  expect(JSON.parse(await gatherStream(`: ping\n\n${text}data: [DONE]\n\ndata: {"id":"cut`))).toEqual({
    id: 'c', usage: { total_tokens: 7 }, error: { message: 'broke off' },
    choices: [
      { index: 0, delta: { role: 'assistant', content: 'Hello', tool_calls: [{ index: 0, id: 't', function: { name: 'f', arguments: '{"a":1}' } }] }, finish_reason: null },
      { index: 1, delta: { content: 'other' }, finish_reason: null },
    ],
  });
});

it('a secret that is split over the chunks of a stream is found', async () => {
  const bytes = Buffer.from(frames(delta({ content: 'Use sk-abcdefgh' }), delta({ content: 'ijklmnopqrstuvwx now' })));
  const { answer } = await prepareBody(heard('{}', { bytes, cut: false, isStream: true }), sealer);
  expect(sealer.open(answer ?? Buffer.alloc(0), sealedAs('req_1', 'answer'))).toContain('Use [redacted] now');
});
