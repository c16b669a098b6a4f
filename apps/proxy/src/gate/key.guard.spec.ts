import { mintKey } from '#access/key';
import { GateApp, noon, staleMs } from './testing/gate-app.js';

describe('a key', () => {
  const gate = new GateApp();
  beforeAll(() => gate.start());
  afterAll(() => gate.served.close());
  beforeEach(() => gate.reset());

  it('that is known comes in, with what it may do and which models it may use', async () => {
    const secret = gate.issue({ allowedModels: ['gpt-4*'] });
    expect(await gate.chat(secret)).toMatchObject({ status: 200, json: { key: gate.keyId, may: false, models: ['gpt-4o'] } });
    expect((await gate.chat(secret, { scheme: 'bEARER' })).status).toBe(200);
    expect(gate.configuration.asked).toBe(0);
  });

  it('that was issued a moment ago comes in, after one question to Postgres', async () => {
    expect((await gate.chat(gate.issue({}, gate.configuration.younger))).status).toBe(200);
    expect(gate.configuration.asked).toBe(1);
  });

  it('is named in the log by its id only', async () => {
    const secret = gate.issue();
    await gate.chat(secret);
    expect(gate.served.log).toEqual([expect.objectContaining({ route: '/v1/chat', status: 200, keyId: gate.keyId })]);
    expect(JSON.stringify(gate.served.log)).not.toContain(secret.slice(9));
  });

  it('that is mistyped is refused without a look-up', async () => {
    const secret = gate.issue();
    expect((await gate.chat(secret.slice(0, -1) + (secret.endsWith('x') ? 'y' : 'x'))).status).toBe(401);
    expect(gate.configuration.asked).toBe(0);
  });

  it('is in force until the moment it expires', async () => {
    const secret = gate.issue({ expiresAt: new Date(noon + 1000) });
    gate.clock.nowMs = noon + 999;
    expect((await gate.chat(secret)).status).toBe(200);
    gate.clock.nowMs = noon + 1000;
    expect((await gate.chat(secret)).status).toBe(401);
  });

  it('that was rotated works under both its secrets until the overlap is over, then under the new one alone', async () => {
    const older = mintKey();
    const secret = gate.issue({ previous: { hash: older.hash, until: new Date(noon + 1000) } });
    for (const one of [secret, older.secret]) expect(await gate.chat(one)).toMatchObject({ status: 200, json: { key: gate.keyId } });
    gate.clock.nowMs = noon + 1000;
    expect((await gate.chat(older.secret)).status).toBe(401);
    expect((await gate.chat(secret)).status).toBe(200);
    expect(gate.configuration.asked).toBe(0);
  });

  it('that was revoked works under neither of its secrets', async () => {
    const older = mintKey();
    const secret = gate.issue({ previous: { hash: older.hash, until: new Date(noon + 1000) }, revokedAt: new Date(noon - 1) });
    for (const one of [secret, older.secret]) expect((await gate.chat(one)).status).toBe(401);
  });

  it('from an address that it may not be used from is refused with 403, and the list is not told', async () => {
    const secret = gate.issue({ allowedAddresses: ['192.0.2.0/24'] });
    const refused = await gate.chat(secret);
    expect(refused).toMatchObject({ status: 403, json: { error: { type: 'permission_error', code: 'address_not_allowed', param: null } } });
    expect(JSON.stringify(refused.json)).not.toContain('192.0.2');
    expect((await gate.chat(gate.issue({ allowedAddresses: ['192.0.2.0/24', '127.0.0.0/8'] }))).status).toBe(200);
    expect((await gate.chat(gate.issue({ allowedAddresses: ['no network'] }))).status).toBe(403);
  });

  it('in any doubt gets the same 401, byte for byte', async () => {
    const good = gate.issue();
    const answers = await Promise.all([
      gate.send('/v1/chat', { method: 'POST' }),
      gate.chat(''), gate.chat('x'), gate.chat('a b'), gate.chat('sk-abc'), gate.chat(good, { scheme: 'Basic' }),
      gate.chat(`${good}0`), gate.chat(mintKey().secret),
      gate.chat(gate.issue({ expiresAt: new Date(noon) })), gate.chat(gate.issue({ revokedAt: new Date(noon - 1) })), gate.chat(gate.issue({ disabledAt: new Date(noon - 1) })),
      gate.chat(gate.issue({ expiresAt: new Date(noon), allowedAddresses: ['192.0.2.0/24'] })),
      gate.chat(gate.issue({ revokedAt: new Date(noon - 1) }, gate.configuration.younger)),
      gate.chat(good, { path: `/v1/chat?access_token=${good}` }), gate.chat(good, { path: '/v1/chat?a=1&access%5Ftoken=x' }),
      gate.send(`/v1/chat?access_token=${good}`, { method: 'POST' }),
      gate.send('/v1/chat', { method: 'POST', body: new URLSearchParams({ access_token: good }) }),
      gate.send('/v1/chat', { method: 'POST', body: JSON.stringify({ access_token: good }), headers: { 'content-type': 'application/json' } }),
    ]);
    const shown = answers.map(({ status, headers, json }) => {
      const rest = Object.fromEntries([...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date'));
      return JSON.stringify({ status, rest, json });
    });
    expect(new Set(shown).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, json: { error: { type: 'authentication_error', code: 'invalid_api_key', param: null } } });
    const { headers } = answers[0] ?? { headers: new Headers() };
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(new Set(answers.map((answer) => answer.headers.get('x-request-id'))).size).toBe(answers.length);
    expect([...headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
  });

  it('that is known goes on while Postgres is away, and a key nobody knows gets 503, not 401', async () => {
    const secret = gate.issue();
    gate.configuration.databaseAway = true;
    gate.clock.nowMs = noon + staleMs;
    expect((await gate.chat(secret)).status).toBe(200);
    expect(await gate.chat(mintKey().secret)).toMatchObject({ status: 503, json: { error: { type: 'api_error', code: 'keys_unavailable' } } });
  });

  it('gets 503 past that bound, and before the first load, and what cannot be a key gets 401', async () => {
    const secret = gate.issue({ revokedAt: new Date(noon) });
    gate.clock.nowMs = noon + staleMs + 1;
    expect((await gate.chat(secret)).status).toBe(503);
    expect((await gate.chat('x')).status).toBe(401);
    gate.clock.nowMs = noon;
    gate.configuration.isLoaded = false;
    expect((await gate.chat(secret)).status).toBe(503);
    expect(gate.configuration.asked).toBe(0);
  });
});
