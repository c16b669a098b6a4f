import { RequestError } from '../../errors.js';
import { gemini } from './index.js';

const embeddings = gemini.embeddings!;
const model = { name: 'gemini-embedding-001', reasoning: false };

describe('embeddings by Gemini', () => {
  it('ask for all texts in one call, in order, with the dimensions on each', () => {
    expect(embeddings.renderRequest({ model: 'x', input: ['a', 'b'], dimensions: 256 }, model)).toEqual({
      body: {
        requests: [
          { model: 'models/gemini-embedding-001', content: { parts: [{ text: 'a' }] }, outputDimensionality: 256 },
          { model: 'models/gemini-embedding-001', content: { parts: [{ text: 'b' }] }, outputDimensionality: 256 },
        ],
      },
      dropped: [],
      changed: [],
    });
    expect(embeddings.path(model.name)).toBe('/v1beta/models/gemini-embedding-001:batchEmbedContents');
  });

  it('report what they leave out and keep what is Gemini\'s own', () => {
    const request = { model: 'x', input: ['a'], user: 'u', extra: { gemini: { taskType: 'CLUSTERING' }, openai: { flavour: 'sweet' } } };
    const { body, dropped } = embeddings.renderRequest(request, model);
    expect(dropped).toEqual(['user', 'flavour']);
    expect(body.requests).toEqual([{ model: 'models/gemini-embedding-001', content: { parts: [{ text: 'a' }] }, taskType: 'CLUSTERING' }]);
  });

  it('refuse token arrays by name', () => {
    expect(() => embeddings.renderRequest({ model: 'x', input: [[1, 2]] }, model)).toThrow(expect.objectContaining({ param: 'input' }) as RequestError);
  });

  it('give shortened vectors unit length and leave full ones untouched', () => {
    const full = [0.6, 0.8];
    const { vectors } = embeddings.parseReply({ embeddings: [{ values: [3, 4] }, { values: full }] });
    expect(vectors[0]).toEqual([0.6, 0.8]);
    expect(vectors[1]).toBe(full);
  });

  it('have a usage only where Gemini counts', () => {
    expect(embeddings.parseReply({ embeddings: [{ values: [1] }] }).usage).toBeUndefined();
    expect(embeddings.parseReply({ embeddings: [{ values: [1] }], usageMetadata: { promptTokenCount: 12 } }).usage).toMatchObject({ inputText: 12 });
  });

  it.each([[{}], [{ embeddings: [] }], [{ embeddings: [{ values: [] }] }], [{ embeddings: [{ values: ['a'] }] }]])('are malformed as %j', (json) => {
    expect(() => embeddings.parseReply(json)).toThrow(expect.objectContaining({ kind: 'malformed' }) as Error);
  });
});
