import { GateApp, noon, staleMs } from '../gate/testing/gate-app.js';

describe('health', () => {
  const gate = new GateApp();
  beforeAll(() => gate.start());
  afterAll(() => gate.served.close());
  beforeEach(() => gate.reset());

  it('is told without a key', async () => {
    expect(await gate.send('/health/live', {})).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect(await gate.send('/health/ready', {})).toMatchObject({ status: 200, json: { status: 'ok', reasons: [] } });
  });

  it('is degraded while Postgres is away and 503 once known keys are no longer served', async () => {
    gate.clock.nowMs = noon + staleMs;
    expect(await gate.send('/health/ready', {})).toMatchObject({ status: 200, json: { status: 'degraded' } });
    gate.clock.nowMs = noon + staleMs + 1;
    expect(await gate.send('/health/ready', {})).toMatchObject({ status: 503, json: { reasons: ['database_unreachable'] } });
  });
});
