import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

interface Operation {
  security?: object[];
  parameters?: { name: string }[];
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  responses: Record<string, { content?: Record<string, { schema: { $ref: string } }> }>;
}
interface Schema { required?: string[]; properties: Record<string, object> }
interface Document { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema>; securitySchemes: object } }

const read = async () => {
  const response = await proxy.get('/openapi.json', { key: null });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('application/json')]);
  return (await response.json()) as Document;
};

describe('the OpenAPI document', () => {
  it('has every path of the API, and nothing else', async () => {
    const { openapi, paths } = await read();
    expect(openapi).toMatch(/^3\./);
    const routes = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    expect(routes.sort()).toEqual([
      'GET /health/live', 'GET /health/ready', 'GET /v1/models', 'GET /v1/models/{id}', 'POST /v1/chat/completions', 'POST /v1/completions', 'POST /v1/embeddings',
      'POST /v1/route/explain',
    ]);
  });

  it('says that Idempotency-Key may be sent where answers are made', async () => {
    const { paths } = await read();
    const named = (path: string) => (paths[path].post.parameters ?? []).map(({ name }) => name);
    expect(['/v1/chat/completions', '/v1/completions', '/v1/embeddings', '/v1/route/explain'].map(named)).toEqual([['Idempotency-Key'], ['Idempotency-Key'], ['Idempotency-Key'], []]);
  });

  // Without the build's reading of the DTOs' types only decorated fields are there; the suite of `npm start` sees them all.
  it.each([
    ['/v1/chat/completions', ['messages'], ['messages', 'tools', 'stop', 'stream_options', 'provider']],
    ['/v1/completions', ['prompt'], ['prompt', 'max_tokens', 'stop', 'stream_options', 'provider']],
    ['/v1/embeddings', ['model', 'input'], ['model', 'input', 'encoding_format', 'provider']],
    ['/v1/route/explain', ['model'], ['model', 'endpoint', 'provider']],
  ])('describes the body of %s', async (path, required, fields) => {
    const { paths, components } = await read();
    const body = paths[path]?.post?.requestBody?.content['application/json'];
    const schema = components.schemas[body?.schema.$ref.split('/').at(-1) ?? ''];
    expect(schema?.required).toEqual(expect.arrayContaining(required));
    expect(Object.keys(schema?.properties ?? {})).toEqual(expect.arrayContaining(fields));
  });

  it('asks for a bearer key on every path of /v1, and on no other', async () => {
    const { paths, components } = await read();
    expect(components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'aip_live_…' } });
    for (const [path, methods] of Object.entries(paths))
      for (const operation of Object.values(methods)) expect([path, operation.security]).toEqual([path, path.startsWith('/v1') ? [{ bearer: [] }] : undefined]);
  });

  it('points at no schema that it lacks', async () => {
    const document = await read();
    const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => name === undefined || !(name in document.components.schemas))).toEqual([]);
  });
});

it('the document can be read as a page', async () => {
  const response = await proxy.get('/docs', { key: null });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  expect(await response.text()).toContain('<title>AIProxy API</title>');
});
