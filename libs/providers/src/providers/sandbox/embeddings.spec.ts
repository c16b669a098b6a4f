import { client } from './testing/ask-sandbox.js';

const embed = (input: unknown, fields: object = {}) => client.embeddings.create({ model: 'sandbox/embedding', input: input as string, ...fields });

describe('the sandbox, asked for embeddings', () => {
  it('gives vectors of unit length, as many and as long as asked', async () => {
    for (const dimensions of [undefined, 1, 7, 1536]) {
      const { data, usage } = await embed(['12345678', 'b'], { dimensions, encoding_format: 'float' });
      expect(data.map(({ index }) => index)).toEqual([0, 1]);
      for (const { embedding } of data) {
        expect(embedding).toHaveLength(dimensions ?? 256);
        expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
      }
      expect(usage).toEqual({ prompt_tokens: 3, total_tokens: 3 });
    }
  });

  it('gives equal vectors to equal texts only, the same numbers as base64 and as floats', async () => {
    const [coded, floats] = await Promise.all([embed(['a', 'b', 'a'], { encoding_format: 'base64' }), embed(['a', 'b', 'a'], { encoding_format: 'float' })]);
    const decoded = coded.data.map(({ embedding }) => [...new Float32Array(Uint8Array.from(Buffer.from(embedding as unknown as string, 'base64')).buffer)]);
    expect(decoded).toEqual(floats.data.map(({ embedding }) => embedding));
    expect(decoded[0]).toEqual(decoded[2]);
    expect(decoded[0]).not.toEqual(decoded[1]);
  });

  it('takes tokens', async () => {
    const [one, several] = await Promise.all([embed([1, 2, 3]), embed([[1, 2, 3], [4]])]);
    expect([one.data.length, one.usage.total_tokens, several.data.length, several.usage.total_tokens]).toEqual([1, 3, 2, 4]);
    expect(several.data[0].embedding).toEqual(one.data[0].embedding);
  });
});
