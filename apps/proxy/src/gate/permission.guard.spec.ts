import { GateApp } from './testing/gate-app.js';

describe('a route', () => {
  const gate = new GateApp();
  beforeAll(() => gate.start());
  afterAll(() => gate.served.close());
  beforeEach(() => gate.reset());

  it('that is public needs no key', async () => {
    expect((await gate.send('/v1/open', {})).status).toBe(200);
  });

  it('is refused to a key without its permission, which is named', async () => {
    const refused = await gate.send('/v1/embeddings', { headers: { authorization: `Bearer ${gate.issue()}` } });
    expect(refused).toMatchObject({ status: 403, json: { error: { type: 'permission_error', code: 'permission_denied', message: expect.stringContaining('embeddings:write') as string } } });
  });

  it('that says nothing is refused to everybody, and we are told', async () => {
    const headers = { authorization: `Bearer ${gate.issue({ permissions: ['chat:write', 'embeddings:write', 'models:read', 'completions:write'] })}` };
    expect(await gate.send('/v1/forgotten', { headers })).toMatchObject({ status: 403, json: { error: { code: 'permission_denied' } } });
    expect(gate.served.log).toContainEqual(expect.objectContaining({ level: 'error', message: expect.stringContaining('DoorsController.forgotten') as string }));
    expect((await gate.send('/v1/forgotten', {})).status).toBe(401);
  });
});
