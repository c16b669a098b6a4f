import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('whoever may see models may not change them; finance sets prices, and nothing else', async () => {
  const { body: { targets: [{ id }] } } = await admin.post('/api/models', { id: 'm', type: 'chat', targets: [{ providerId: 'groq', upstreamModel: 'm' }] });
  const price = { reason: 'as agreed', validFrom: '2026-01-01', unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: '1' }, { bucket: 'outputText', usdPerMillionTokens: '1' }] };
  for (const [role, mayPrice] of [['finance', true], ['auditor', false], ['viewer', false]] as const) {
    const { token } = await admin.signIn(role);
    const answers = [
      await admin.post('/api/models', { id: 'n', type: 'chat' }, { token }), await admin.patch('/api/models/m', { contextWindow: 1 }, { token }),
      await admin.post('/api/models/m/retire', {}, { token }), await admin.post('/api/models/m/restore', {}, { token }),
      await admin.post('/api/models/m/aliases', { alias: 'x' }, { token }), await admin.remove('/api/models/m/aliases/x', { token }),
      await admin.post('/api/models/m/targets', { providerId: 'xai', upstreamModel: 'x' }, { token }), await admin.patch(`/api/targets/${id}`, { weight: 2 }, { token }),
      await admin.remove(`/api/targets/${id}`, { token }),
    ];
    expect([role, ...answers.map(({ status }) => status)]).toEqual([role, ...answers.map(() => 403)]);
    expect((await admin.post(`/api/targets/${id}/prices`, price, { token })).status).toBe(mayPrice ? 201 : 403);
    expect((await admin.get('/api/models/m', { token })).status).toBe(200);
  }
});
