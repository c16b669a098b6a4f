import * as fc from 'fast-check';
import { embeddings } from './embeddings.js';

const row = (index: number, embedding: unknown) => ({ object: 'embedding', index, embedding });

describe('embeddings as OpenAI speaks them', () => {
  it('asks for floats, whatever the caller wants to see', () => {
    const { body } = embeddings.renderRequest({ model: 'm', input: ['a', 'b'], dimensions: 256, user: 'ann' }, { name: 'upstream', reasoning: false });
    expect(body).toEqual({ model: 'upstream', input: ['a', 'b'], dimensions: 256, user: 'ann', encoding_format: 'float' });
  });

  it('gives vectors in the order of the input, whatever order they came in', () => {
    expect(embeddings.parseReply({ data: [row(1, [2]), row(0, [1])], model: 'm', usage: { prompt_tokens: 7, total_tokens: 7 } })).toMatchObject({ model: 'm', vectors: [[1], [2]], usage: { inputText: 7 } });
  });

  it('reads base64 as little-endian float32', () => {
    fc.assert(fc.property(fc.array(fc.float({ noNaN: true }), { maxLength: 20 }), (vector) => {
      const bytes = Buffer.alloc(vector.length * 4);
      vector.forEach((value, at) => bytes.writeFloatLE(value, at * 4));
      expect(embeddings.parseReply({ data: [row(0, bytes.toString('base64'))] }).vectors).toEqual([vector]);
    }));
  });

  it.each([[{}], [{ data: 'x' }], [{ data: [{ index: 0 }] }]])('takes %j for no reply', (json) => {
    expect(() => embeddings.parseReply(json)).toThrow('The provider sent');
  });
});
