import { json, type Answer } from '../harness/fake-upstream.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
beforeEach(() => { proxy.upstream.received.length = 0; });
afterAll(() => proxy.close());

interface Embeddings { object: string; model: string; data: { object: string; index: number; embedding: number[] | string }[]; usage: object }
const send = (body: object) => proxy.post('/v1/embeddings', body);
const embed = async (body: object) => (await send(body)).json() as Promise<Embeddings>;
const floats = (text: unknown) => {
  const bytes = Buffer.from(String(text), 'base64');
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
};
const openai = { object: 'list', data: [{ object: 'embedding', index: 0, embedding: [0.5, -0.25] }], model: 'text-embedding-3-small', usage: { prompt_tokens: 5, total_tokens: 5 } };

describe('vectors of a provider of the same dialect', () => {
  it('cross as the bytes that came, asked with the bytes of the caller', async () => {
    const wire = '{ "object":"list","data":[{"object":"embedding","index":0,"embedding":[0.10,1e-7]}],"model":"text-embedding-3-small","usage":{"prompt_tokens":5,"total_tokens":5},"vendor":1.0}';
    proxy.upstream.answer(json(wire));
    const body = { model: 'text-embedding-3-small', input: ['a', 'b'], dimensions: 2, encoding_format: 'float', user: 'u', vendor: { kept: 1 } };
    const response = await send(body);
    expect(await response.text()).toBe(wire);
    expect(proxy.upstream.received).toMatchObject([{ path: '/v1/embeddings', text: JSON.stringify(body) }]);
    expect([response.headers.get('x-aiproxy-provider'), response.headers.get('x-aiproxy-cost-usd')]).toEqual(['openai', '0.0000001']); // 5 x 0.02 USD per million
  });

  it.each([[[1, 2, 3]], [[[1, 2], [3]]]])('may be asked for tokens: %j', async (input) => {
    proxy.upstream.answer(json(openai));
    await send({ model: 'text-embedding-3-small', input });
    expect(proxy.upstream.received[0]?.body).toEqual({ model: 'text-embedding-3-small', input });
  });

  it('come as base64 when that was asked for, even from a server that knows numbers only', async () => {
    proxy.upstream.answer(json(openai));
    const { data } = await embed({ model: 'text-embedding-3-small', input: 'a', encoding_format: 'base64' });
    expect(floats(data[0]?.embedding)).toEqual([0.5, -0.25]);
  });

  it('are the same to the official client, which asks for base64 by itself, and to one that asks for numbers', async () => {
    proxy.upstream.answer(json(openai));
    const byDefault = await proxy.client().embeddings.create({ model: 'text-embedding-3-small', input: 'a' });
    const asNumbers = await proxy.client().embeddings.create({ model: 'text-embedding-3-small', input: 'a', encoding_format: 'float' });
    expect(proxy.upstream.received.map(({ body }) => (body as { encoding_format?: string }).encoding_format)).toEqual(['base64', 'float']);
    expect(byDefault.data[0]?.embedding).toEqual([0.5, -0.25]);
    expect(asNumbers.data).toEqual(byDefault.data);
  });

  it('larger than 64 KiB come whole', async () => {
    const wire = JSON.stringify({ ...openai, data: Array.from({ length: 60 }, (_, index) => ({ object: 'embedding', index, embedding: Array.from({ length: 300 }, () => 0.123456) })) });
    proxy.upstream.answer(json(wire));
    expect(await (await send({ model: 'text-embedding-3-small', input: 'a', encoding_format: 'float' })).text()).toBe(wire);
  });
});

describe('vectors of Gemini', () => {
  interface Batch { requests: { content: { parts: { text: string }[] }; outputDimensionality?: number }[] }
  /** Each text's own number, so that the order shows: "17" becomes a unit vector at 17 parts of a circle of 1000. */
  const circle = (text: string) => [Math.cos(Number(text) / 1000), Math.sin(Number(text) / 1000)];
  const textsOf = (body: unknown) => (body as Batch).requests.map(({ content }) => content.parts[0]?.text ?? '');
  const gemini: Answer = (response, received) => json({ embeddings: textsOf(received.body).map((text) => ({ values: circle(text) })) })(response, received);

  it('are shown as OpenAI would', async () => {
    proxy.upstream.answer(gemini);
    const answer = await embed({ model: 'gemini-embedding-001', input: ['1', '2'], dimensions: 2 });
    expect(answer).toEqual({
      object: 'list', model: 'gemini-embedding-001', usage: { prompt_tokens: expect.any(Number) as number, total_tokens: expect.any(Number) as number },
      data: ['1', '2'].map((text, index) => ({ object: 'embedding', index, embedding: circle(text) })),
    });
    expect(proxy.upstream.received[0]?.path).toBe('/v1beta/models/gemini-embedding-001:batchEmbedContents');
    expect((proxy.upstream.received[0]?.body as Batch).requests[0]?.outputDimensionality).toBe(2);
  });

  it('of 250 inputs are asked in batches of at most 100 and come back in order', async () => {
    proxy.upstream.answer(gemini);
    const input = Array.from({ length: 250 }, (_, index) => String(index));
    const { data } = await embed({ model: 'gemini-embedding-001', input });
    expect(data.map(({ index, embedding }) => [index, embedding])).toEqual(input.map((text, index) => [index, circle(text)]));
    expect(proxy.upstream.received.map(({ body }) => textsOf(body).length).toSorted((one, other) => one - other)).toEqual([50, 100, 100]);
  });

  it('asked for tokens are asked for the text they stand for', async () => {
    proxy.upstream.answer(gemini);
    await embed({ model: 'gemini-embedding-001', input: [[9906, 1917], [9906]] });
    expect(textsOf(proxy.upstream.received[0]?.body)).toEqual(['Hello world', 'Hello']);
  });

  it('come as base64 when that was asked for', async () => {
    proxy.upstream.answer(gemini);
    const { data } = await embed({ model: 'gemini-embedding-001', input: '0', encoding_format: 'base64' });
    expect(floats(data[0]?.embedding)).toEqual([1, 0]);
  });
});
