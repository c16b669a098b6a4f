import { UpstreamError } from '#providers/errors';
import type { DrillRecord } from '#database/records';
import { Drills } from './drills.js';

const startsAt = new Date('2026-11-25T10:00:00Z');
const endsAt = new Date('2026-11-25T11:00:00Z');
const during = startsAt.getTime() + 1000;
const target = { targetId: 't1', providerId: 'openai' };
const { signal } = new AbortController();

let made = 0;
function drill(some: Partial<DrillRecord> = {}): DrillRecord {
  made += 1;
  return { id: `d${made}`, projectId: 'p', providerId: null, targetId: 't1', effect: 'down', share: 100, delayMs: null, failPercent: null, startsAt, endsAt, ...some };
}

/** `draws`: what chance gives, one after the other; taking one more than there are fails the test. */
function drillsOf(list: DrillRecord[], draws: number[] = []) {
  const left = [...draws];
  const waited: number[] = [];
  const next = () => {
    const drawn = left.shift();
    if (drawn === undefined) throw new Error('one draw too many');
    return drawn;
  };
  const pause = { for: async (ms: number, given: AbortSignal) => { given.throwIfAborted(); waited.push(ms); } };
  return { drills: new Drills({ drills: list }, { next }, pause), left, waited };
}
const ids = (list: DrillRecord[], project = 'p', nowMs = during) =>
  [target, { targetId: 't2', providerId: 'openai' }, { targetId: 't3', providerId: 'groq' }].map((one) => drillsOf(list, [0, 0, 0]).drills.of(project, nowMs)?.meet(one)?.drillId);

const failure = (play: Promise<void>) => play.then(() => undefined, (error: unknown) => error as UpstreamError);

describe('whom a drill meets', () => {
  it('its target alone, or every target of its provider', () => {
    expect(ids([drill({ id: 'of a target' })])).toEqual(['of a target', undefined, undefined]);
    expect(ids([drill({ id: 'of a provider', targetId: null, providerId: 'openai' })])).toEqual(['of a provider', 'of a provider', undefined]);
  });

  it('no other project, which is told so at once', () => {
    const { drills } = drillsOf([drill()]);
    expect(drills.of('another', during)).toBeUndefined();
  });

  it.each([
    [startsAt.getTime() - 1, false], [startsAt.getTime(), true], [endsAt.getTime() - 1, true], [endsAt.getTime(), false],
  ])('from its first moment to the one before its end: %d', (nowMs, isOn) => {
    expect(drillsOf([drill()]).drills.of('p', nowMs) !== undefined).toBe(isOn);
  });

  it('what the configuration says now, once it has changed', () => {
    const snapshot = { drills: [drill()] };
    const drills = new Drills(snapshot, { next: () => 0 }, { for: async () => undefined });
    expect(drills.of('p', during)).toBeDefined();
    snapshot.drills = [drill({ projectId: 'another' })];
    expect([drills.of('p', during), drills.of('another', during)]).toEqual([undefined, expect.anything()]);
    snapshot.drills = [];
    expect(drills.of('another', during)).toBeUndefined();
  });

  it('its share of the requests: each is drawn once, whatever it tries', () => {
    const { drills, left } = drillsOf([drill({ share: 30 })], [0.3, 0.2999]);
    const [out, among] = [drills.of('p', during), drills.of('p', during)];
    expect([out?.meet(target), out?.meet(target)]).toEqual([undefined, undefined]);
    expect(among?.meet(target)?.drillId).toBe(among?.meet(target)?.drillId);
    expect(among?.meet(target)).toBeDefined();
    expect(left).toEqual([]);
  });

  it('of two the older, and the other where the request is not among its share', () => {
    const { drills } = drillsOf([drill({ id: 'older', share: 50 }), drill({ id: 'younger', share: 50 })], [0.1, 0.9, 0.1]);
    expect(drills.of('p', during)?.meet(target)?.drillId).toBe('older');
    expect(drills.of('p', during)?.meet(target)?.drillId).toBe('younger');
  });
});

describe('what it does', () => {
  const play = (some: Partial<DrillRecord>, draws: number[] = [], given = signal) => {
    const { drills, waited } = drillsOf([drill({ id: 'd', ...some })], [0, ...draws]);
    const met = drills.of('p', during)?.meet(target);
    return { met, waited, ended: met!.play(given) };
  };

  it('down: fails like a provider that cannot be reached, and names itself to us alone', async () => {
    const error = await failure(play({}).ended);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({ kind: 'connection', message: 'The provider could not be reached.', details: { internal: 'drill d' } });
  });

  it('slow: waits, and then the call goes on', async () => {
    const { ended, waited } = play({ effect: 'slow', delayMs: 1500 });
    await expect(ended).resolves.toBeUndefined();
    expect(waited).toEqual([1500]);
  });

  it('slow beyond the time limit of a call: fails like a provider that did not answer within it, then', async () => {
    const { met, waited, ended } = play({ effect: 'slow', delayMs: 1500 });
    await ended;
    expect(await failure(met!.play(signal, 1500))).toMatchObject({ kind: 'timeout', details: { internal: 'drill d' } });
    expect(await failure(met!.play(signal, 700))).toMatchObject({ kind: 'timeout' });
    await expect(met!.play(signal, 1501)).resolves.toBeUndefined();
    expect(waited).toEqual([1500, 1500, 700, 1500]);
  });

  it.each(['slow', 'down', 'flaky'] as const)('%s: ends with the signal, for its reason', async (effect) => {
    const reason = new Error('the caller has left');
    await expect(play({ effect, delayMs: 1500, failPercent: 100 }, [0], AbortSignal.abort(reason)).ended).rejects.toBe(reason);
  });

  it('flaky: as many of the attempts fail as it says, each drawn by itself', async () => {
    const { met, ended } = play({ effect: 'flaky', failPercent: 50 }, [0.4999, 0.5]);
    expect(await failure(ended)).toMatchObject({ kind: 'server', details: { status: 503, internal: 'drill d' } });
    await expect(met!.play(signal)).resolves.toBeUndefined();
  });
});
