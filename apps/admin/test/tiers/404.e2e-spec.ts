import { makeTier } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each([['GET', undefined], ['PATCH', { requestsPerMinute: 1 }], ['DELETE', undefined]])(
  '%s: a tier that the member may not know about and one that is not there are told in the same words', async (method, body) => {
    const { id } = await makeTier(admin);
    const { token } = await admin.signIn(null);
    const hidden = await admin.ask(method, `/api/tiers/${id}`, body, { token });
    const absent = await admin.ask(method, '/api/tiers/00000000-0000-7000-8000-000000000000', body);
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect(JSON.stringify(hidden.body)).toBe(JSON.stringify(absent.body));
    expect(hidden.body.error).toEqual({ message: 'There is no such tier.', type: 'invalid_request_error', param: null, code: 'not_found' });
  });
