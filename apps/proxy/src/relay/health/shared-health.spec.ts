import type { CircuitReport } from '#counters/circuit-store';
import { HealthScene, line, sister, other, second, usable, halfOpen } from './testing/health-scene.js';

let scene: HealthScene;
beforeEach(() => { scene = new HealthScene(); });

describe('of several processes', () => {
  it('each knows what another has concluded after an exchange, and that it is over', async () => {
    const another = scene.start();
    scene.times(5, 'server');
    scene.call('authentication', { of: other });
    expect(scene.stands(line, another)).toEqual(usable);
    await scene.health.exchange(scene.now);
    await another.exchange(scene.now);
    expect([scene.stands(line, another), scene.stands(other, another)]).toEqual([scene.stands(), scene.stands(other)]);
    scene.now += 5 * second;
    scene.call('ok', { by: another });
    await another.exchange(scene.now);
    await scene.health.exchange(scene.now);
    expect(scene.stands()).toEqual(usable);
  });

  it('the failures that each has seen count together', async () => {
    const another = scene.start();
    scene.times(3, 'server');
    scene.times(1, 'server', { by: another });
    await scene.health.exchange(scene.now);
    await another.exchange(scene.now);
    expect(scene.stands(line, another)).toEqual(usable);
    scene.call('server', { by: another });
    expect(scene.stands(line, another)).toMatchObject({ state: 'open', reason: expect.stringMatching(/^5 of the last 5/) });
  });

  it('one alone tries a circuit that is half open; the others hear of it when they ask, and may when it is over', async () => {
    const another = scene.start();
    scene.times(5, 'server');
    await scene.health.exchange(scene.now);
    await another.exchange(scene.now);
    scene.now += 5 * second;
    expect([scene.stands(line), scene.stands(line, another)]).toEqual([halfOpen, halfOpen]);
    const asked = await Promise.all([scene.health.takeProbe(line, scene.now), another.takeProbe(line, scene.now)]);
    expect(asked).toEqual([true, false]);
    expect(scene.stands(line, another)).toMatchObject({ usable: false, state: 'open' });
    scene.call('abandoned');
    scene.now += second;
    expect(await another.takeProbe(line, scene.now)).toBe(true);
  });

  it('a turn whose call never went out is another process\'s after an exchange', async () => {
    const another = scene.start();
    scene.times(5, 'server');
    await scene.health.exchange(scene.now);
    await another.exchange(scene.now);
    scene.now += 5 * second;
    await scene.health.takeProbe(line, scene.now);
    scene.now += second;
    expect(await another.takeProbe(line, scene.now)).toBe(false);
    await scene.health.exchange(scene.now);
    scene.now += second;
    expect(await another.takeProbe(line, scene.now)).toBe(true);
  });

  it('what could not be told is told the next time, and what was concluded while it was told is not lost', async () => {
    let broken = true;
    const { counters } = scene;
    const cut = scene.start({
      exchangeCircuits: (report: CircuitReport, nowMs: number) => (broken ? Promise.reject(new Error('away')) : counters.exchangeCircuits(report, nowMs)),
      take: (...args) => counters.take(...args), hold: (...args) => counters.hold(...args), settle: (...args) => counters.settle(...args),
    });
    scene.times(5, 'server', { by: cut });
    await cut.exchange(scene.now);
    expect(scene.stands(line, cut)).toMatchObject({ state: 'open' });
    broken = false;
    const underWay = cut.exchange(scene.now);
    scene.call('authentication', { of: other, by: cut });
    await underWay;
    expect(scene.stands(other, cut)).toMatchObject({ state: 'refused' });
    await cut.exchange(scene.now);
    await scene.health.exchange(scene.now);
    expect([scene.stands(), scene.stands(other)]).toEqual([expect.objectContaining({ state: 'open' }), expect.objectContaining({ state: 'refused' })]);
  });

  it('what went well again while it was told stays well', async () => {
    scene.times(5, 'server');
    scene.now += 5 * second;
    const underWay = scene.health.exchange(scene.now);
    scene.call('ok');
    await underWay;
    expect(scene.stands()).toEqual(usable);
    await scene.health.exchange(scene.now);
    scene.times(4, 'server');
    expect(scene.stands()).toEqual(usable);
  });
});

describe('a free call', () => {
  it('is for one process in its time', async () => {
    const another = scene.start();
    const begun = await Promise.all([scene.health.beginFreeCall('cred', 10 * second), another.beginFreeCall('cred', 10 * second)]);
    expect(begun.map((one) => one !== undefined)).toEqual([true, false]);
    scene.now += 10 * second;
    expect(await another.beginFreeCall('cred', 10 * second)).toBeDefined();
  });

  it('that is refused refuses the credential, and one that is not lifts that', async () => {
    (await scene.health.beginFreeCall('cred', second))?.({ kind: 'authentication' });
    expect(scene.stands()).toMatchObject({ state: 'refused' });
    scene.now += second;
    (await scene.health.beginFreeCall('cred', second))?.();
    expect(scene.stands()).toEqual(usable);
  });

  it('that fails is a failure of every circuit of the credential; that it may not be made is none', async () => {
    scene.times(4, 'server');
    scene.times(4, 'server', { of: sister });
    scene.times(4, 'server', { of: other });
    (await scene.health.beginFreeCall('cred', second))?.({ kind: 'permission' });
    expect([scene.stands(), scene.stands(sister)]).toEqual([usable, usable]);
    scene.now += second;
    (await scene.health.beginFreeCall('cred', second))?.({ kind: 'connection' });
    expect([scene.stands(), scene.stands(sister), scene.stands(other)]).toEqual([expect.objectContaining({ state: 'open' }), expect.objectContaining({ state: 'open' }), usable]);
  });

  it('that goes well lets an open circuit be tried at once, and lifts no cooling', async () => {
    scene.times(5, 'server');
    scene.call('rate-limit', { of: other, retryAfterMs: 60 * second });
    (await scene.health.beginFreeCall('cred', second))?.();
    (await scene.health.beginFreeCall('another', second))?.();
    expect([scene.stands(), scene.stands(other)]).toEqual([halfOpen, expect.objectContaining({ state: 'cooling' })]);
  });
});
