import { UpstreamError } from '../../errors.js';
import { parseReply } from './parse-reply.js';

const answer = (parts: unknown[], finishReason = 'STOP', more = {}) => ({
  candidates: [{ content: { parts, role: 'model' }, finishReason, index: 0, ...more }],
  modelVersion: 'gemini-3-pro',
  responseId: 'r1',
});

describe('whole answers of Gemini', () => {
  it('are told part by part, with signatures, and finish with tool-calls after a call', () => {
    const reply = parseReply({
      ...answer([
        { text: 'Hm.', thought: true },
        { text: 'Let me look.' },
        { functionCall: { name: 'weather', args: { city: 'Paris' } }, thoughtSignature: 'c2ln' },
        { functionCall: { name: 'time', id: 'g1' } },
        { functionCall: { name: 'place' } },
      ]),
      usageMetadata: { promptTokenCount: 29, candidatesTokenCount: 15, thoughtsTokenCount: 45, totalTokenCount: 89 },
      createTime: '2026-04-02T17:03:50.399550Z',
    });
    expect(reply).toMatchObject({ id: 'r1', model: 'gemini-3-pro', created: 1775149430, usage: { inputText: 29, outputText: 15, outputReasoning: 45 } });
    expect(reply.choices).toEqual([
      {
        index: 0,
        parts: [
          { kind: 'reasoning', text: 'Hm.' },
          { kind: 'text', text: 'Let me look.' },
          { kind: 'tool-call', id: 'call_r1_0', name: 'weather', arguments: '{"city":"Paris"}', extra: { gemini: { thoughtSignature: 'c2ln' } } },
          { kind: 'tool-call', id: 'g1', name: 'time', arguments: '{}' },
          { kind: 'tool-call', id: 'call_r1_1', name: 'place', arguments: '{}' },
        ],
        finish: { unified: 'tool-calls', raw: 'STOP' },
      },
    ]);
  });

  it('carry the signature of an empty last text on the text before it', () => {
    expect(parseReply(answer([{ text: 'Hello' }, { text: '', thoughtSignature: 'c2ln' }])).choices[0].parts).toEqual([
      { kind: 'text', text: 'Hello', extra: { gemini: { thoughtSignature: 'c2ln' } } },
    ]);
  });

  it.each([
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content-filter'],
    ['RECITATION', 'content-filter'],
    ['BLOCKLIST', 'content-filter'],
    ['PROHIBITED_CONTENT', 'content-filter'],
    ['SPII', 'content-filter'],
    ['IMAGE_SAFETY', 'content-filter'],
    ['OTHER', 'other'],
    ['SOMETHING_NEW', 'other'],
  ])('that end with %s finish with %s, calls or not', (raw, unified) => {
    for (const parts of [[{ text: 'a' }], [{ functionCall: { name: 'f' } }]]) expect(parseReply(answer(parts, raw)).choices[0].finish).toEqual({ unified, raw });
  });

  it('to a refused prompt are one empty choice that finishes with content-filter', () => {
    expect(parseReply({ promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: { promptTokenCount: 9 } }).choices).toEqual([
      { index: 0, parts: [], finish: { unified: 'content-filter', raw: 'SAFETY' } },
    ]);
  });

  it('without any candidate have no choice, so that another target may be tried', () => {
    expect(parseReply({ usageMetadata: { promptTokenCount: 9 } }).choices).toEqual([]);
  });

  it.each([
    ['with a call that the model could not write', answer([], 'MALFORMED_FUNCTION_CALL')],
    ['that are no answers', { kind: 'something else' }],
  ])('%s are malformed', (_, json) => {
    expect(() => parseReply(json)).toThrow(expect.objectContaining({ name: 'UpstreamError', kind: 'malformed' }) as UpstreamError);
  });

  it('keep the work of the server as it came, and never as a call of the caller', () => {
    const parts = [{ executableCode: { language: 'PYTHON', code: 'print(1)' } }, { codeExecutionResult: { outcome: 'OUTCOME_OK' } }, { text: '1' }];
    const [choice] = parseReply(answer(parts)).choices;
    expect(choice.parts).toEqual([{ kind: 'opaque', dialect: 'gemini', json: parts[0] }, { kind: 'opaque', dialect: 'gemini', json: parts[1] }, { kind: 'text', text: '1' }]);
    expect(choice.finish.unified).toBe('stop');
  });

  it('tell images and sound as parts of their own', () => {
    expect(parseReply(answer([{ inlineData: { mimeType: 'image/png', data: 'AA==' } }, { inlineData: { mimeType: 'audio/wav', data: 'BB==' } }])).choices[0].parts).toEqual([
      { kind: 'image', source: { data: 'AA==', mediaType: 'image/png' } },
      { kind: 'audio', data: 'BB==', format: 'wav' },
    ]);
  });

  it('cite the pages that grounded them', () => {
    const groundingMetadata = { groundingChunks: [{ web: { uri: 'https://example.org/a', title: 'A' } }, { retrievedContext: { uri: 'gs://bucket/b' } }] };
    expect(parseReply(answer([{ text: 'a' }], 'STOP', { groundingMetadata })).choices[0].parts[1]).toEqual({ kind: 'citation', url: 'https://example.org/a', title: 'A' });
  });
});
