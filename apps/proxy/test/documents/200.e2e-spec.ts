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
    ]);
  });

  it.each([
    ['/v1/chat/completions', ['model', 'messages'], ['model', 'messages', 'temperature', 'stream', 'provider', 'max_tokens', 'max_completion_tokens', 'tools', 'stop', 'n']],
    ['/v1/completions', ['model', 'prompt'], ['model', 'prompt', 'max_tokens', 'temperature', 'provider', 'echo', 'logprobs', 'suffix', 'best_of']],
    ['/v1/embeddings', ['model', 'input'], ['model', 'input', 'dimensions', 'encoding_format']],
  ])('describes the body of %s', async (path, required, fields) => {
    const { paths, components } = await read();
    const body = paths[path]?.post?.requestBody?.content['application/json'];
    const schema = components.schemas[body?.schema.$ref.split('/').at(-1) ?? ''];
    expect([...(schema?.required ?? [])].sort()).toEqual([...required].sort());
    expect(Object.keys(schema?.properties ?? {})).toEqual(expect.arrayContaining(fields));
  });

  it('describes the rows of models as they are', async () => {
    const { components } = await read();
    const row = (await (await proxy.get('/v1/models/gpt-4o-mini')).json()) as object;
    expect(Object.keys(components.schemas.ModelRow?.properties ?? {}).sort()).toEqual(Object.keys(row).sort());
  });

  it('asks for a bearer key on every path of /v1, and on no other', async () => {
    const { paths, components } = await read();
    expect(components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } });
    for (const [path, methods] of Object.entries(paths))
      for (const operation of Object.values(methods)) expect([path, operation.security]).toEqual([path, path.startsWith('/v1') ? [{ bearer: [] }] : undefined]);
  });

  it('points at no schema that it lacks', async () => {
    const document = await read();
    const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !(name! in document.components.schemas))).toEqual([]);
  });
});

it('the document can be read as a page', async () => {
  const response = await proxy.get('/docs', { key: null });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  expect(await response.text()).toContain('<title>AIProxy API</title>');
});
