import { readiness } from './readiness.js';

const facts = { stopping: false, isLoaded: true, ageMs: 500, staleMaxMs: 3_600_000 };

describe('readiness', () => {
  it('is ok while the configuration is current', () => {
    expect(readiness(facts)).toEqual({ httpStatus: 200, body: { status: 'ok', reasons: [] } });
  });

  it('is degraded, but ready, while known keys are served without the database', () => {
    const degraded = { httpStatus: 200, body: { status: 'degraded', reasons: ['database_unreachable'] } };
    expect(readiness({ ...facts, ageMs: 5001 })).toEqual(degraded);
    expect(readiness({ ...facts, ageMs: 3_600_000 })).toEqual(degraded);
  });

  it('is degraded, but ready, while limits are counted in shares, and says all that is amiss', () => {
    expect(readiness({ ...facts, isCountingShared: false })).toEqual({ httpStatus: 200, body: { status: 'degraded', reasons: ['counters_unreachable'] } });
    expect(readiness({ ...facts, isCountingShared: false, ageMs: 5001 }).body.reasons).toEqual(['database_unreachable', 'counters_unreachable']);
  });

  it.each([
    [{ isLoaded: false, ageMs: Infinity }, 'configuration_not_loaded'],
    [{ ageMs: 3_600_001 }, 'database_unreachable'],
    [{ stopping: true }, 'stopping'],
  ])('is not ready: %j', (change, reason) => {
    expect(readiness({ ...facts, ...change })).toEqual({ httpStatus: 503, body: { status: 'unavailable', reasons: [reason] } });
  });
});
