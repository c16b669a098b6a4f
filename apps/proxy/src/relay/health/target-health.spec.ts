import { Logger } from '@nestjs/common';
import { HealthScene, line, sister, other, second, usable, halfOpen } from './testing/health-scene.js';

let scene: HealthScene;
beforeEach(() => { scene = new HealthScene(); });

describe('a circuit', () => {
  it.each(['overloaded', 'server', 'connection', 'timeout', 'cut', 'empty', 'malformed'] as const)('opens by five failures of the kind %s, of this target by this credential alone', (kind) => {
    scene.times(4, kind);
    expect(scene.stands()).toEqual(usable);
    scene.call(kind);
    expect(scene.stands()).toMatchObject({ usable: false, state: 'open', untilMs: scene.now + 5 * second });
    expect([scene.stands(sister), scene.stands(other)]).toEqual([usable, usable]);
  });

  it.each(['invalid-request', 'context-length', 'content-policy', 'not-found', 'too-large', 'abandoned'] as const)('never opens by %s', (kind) => {
    scene.times(50, kind);
    expect(scene.stands()).toEqual(usable);
  });

  it('stays closed while more than half of the calls go well', () => {
    for (let index = 0; index < 20; index += 1) {
      scene.times(2, 'ok');
      scene.call('server');
    }
    expect(scene.stands()).toEqual(usable);
  });

  it('forgets what is older than the window', async () => {
    scene.times(4, 'server');
    await scene.health.exchange(scene.now);
    scene.now += 31 * second;
    await scene.health.exchange(scene.now);
    scene.call('server');
    expect(scene.stands()).toEqual(usable);
  });

  it('is half open for one call at a time, closes by its success, and knows nothing of before', async () => {
    scene.times(5, 'server');
    scene.now += 5 * second;
    expect(scene.stands()).toEqual(halfOpen);
    expect(await scene.health.takeProbe(line, scene.now)).toBe(true);
    expect(scene.stands()).toMatchObject({ usable: false, state: 'open' });
    expect(await scene.health.takeProbe(line, scene.now)).toBe(false);
    scene.call('ok');
    expect(scene.stands()).toEqual(usable);
    scene.times(4, 'server');
    expect(scene.stands()).toEqual(usable);
  });

  it('opens again by the failure of that call, for twice as long', async () => {
    scene.times(5, 'server');
    scene.now += 5 * second;
    await scene.health.takeProbe(line, scene.now);
    scene.call('timeout', { ms: 70 });
    expect(scene.stands()).toMatchObject({ usable: false, state: 'open', untilMs: scene.now + 10 * second });
    scene.now += 10 * second;
    expect(scene.stands()).toEqual(halfOpen);
  });

  it.each(['abandoned', 'invalid-request'] as const)('is still half open after a call that ended with %s, and another may try it', async (ending) => {
    scene.times(5, 'server');
    scene.now += 5 * second;
    await scene.health.takeProbe(line, scene.now);
    scene.call(ending);
    expect(scene.stands()).toEqual(halfOpen);
    expect(await scene.health.takeProbe(line, scene.now)).toBe(true);
  });

  it('is tried by another after a minute, should that call never end', async () => {
    scene.times(5, 'server');
    scene.now += 5 * second;
    await scene.health.takeProbe(line, scene.now);
    scene.health.watch(line, scene.now);
    scene.now += 60 * second - 1;
    expect(scene.stands()).toMatchObject({ usable: false, state: 'open' });
    scene.now += 1;
    expect(scene.stands()).toEqual(halfOpen);
    expect(await scene.health.takeProbe(line, scene.now)).toBe(true);
  });

  it('is tried by another after a second, should that call never go out', async () => {
    scene.times(5, 'server');
    scene.now += 5 * second;
    await scene.health.takeProbe(line, scene.now);
    scene.now += second;
    expect(scene.stands()).toEqual(halfOpen);
    expect(await scene.health.takeProbe(line, scene.now)).toBe(true);
  });

  it('is neither closed nor opened again by what was under way before it opened', () => {
    const [good, bad] = [scene.health.watch(line, scene.now - 10), scene.health.watch(line, scene.now - 10)];
    scene.times(5, 'server');
    const before = scene.stands();
    scene.now += second;
    good.succeeded(1000);
    bad.failed({ kind: 'server' });
    expect(scene.stands()).toEqual(before);
  });
});

describe('a credential', () => {
  it('cools as a whole for as long as the provider asks', () => {
    scene.call('rate-limit', { retryAfterMs: 7000 });
    for (const one of [line, sister]) expect(scene.stands(one)).toEqual({ usable: false, state: 'cooling', reason: 'the rate limit is reached', untilMs: scene.now + 7000 });
    expect(scene.stands(other)).toEqual(usable);
    scene.now += 7000;
    expect(scene.stands()).toEqual(usable);
  });

  it('is refused as a whole for a minute, then two, and forgiven by a success', () => {
    scene.call('authentication');
    expect(scene.stands(sister)).toMatchObject({ state: 'refused', untilMs: scene.now + 60 * second });
    scene.now += 60 * second;
    scene.call('authentication');
    expect(scene.stands(sister)).toMatchObject({ state: 'refused', untilMs: scene.now + 120 * second });
    scene.call('ok', { of: sister });
    expect(scene.stands()).toEqual(usable);
    scene.call('authentication');
    expect(scene.stands()).toMatchObject({ untilMs: scene.now + 60 * second });
  });

  it('that may not use a model may use the others', () => {
    scene.call('permission');
    expect([scene.stands(), scene.stands(sister)]).toEqual([expect.objectContaining({ usable: false, state: 'refused' }), usable]);
  });

  it('with another secret has a clean slate, with the same one it has not', () => {
    const stored = { id: 'cred', providerId: 'openai', secret: Buffer.from('sealed'), baseUrl: null };
    scene.snapshot.credentials = [stored, { ...stored, id: 'another' }];
    scene.call('authentication');
    scene.call('authentication', { of: other });
    scene.snapshot.credentials = [{ ...stored, secret: Buffer.from('sealed') }, { ...stored, id: 'another' }];
    expect(scene.stands()).toMatchObject({ state: 'refused' });
    scene.snapshot.credentials = [{ ...stored, secret: Buffer.from('sealed anew') }, { ...stored, id: 'another' }];
    expect([scene.stands(), scene.stands(sister), scene.stands(other)]).toEqual([usable, usable, expect.objectContaining({ state: 'refused' })]);
  });
});

it('a failure makes a target look slow, whatever it took; calls under way count', () => {
  scene.call('ok', { ms: 100 });
  scene.call('ok', { of: sister, ms: 300 });
  expect(scene.health.expectedMs(line, scene.now)).toBeLessThan(scene.health.expectedMs(sister, scene.now));
  scene.call('server');
  expect(scene.health.expectedMs(line, scene.now)).toBeGreaterThan(scene.health.expectedMs(sister, scene.now));
});

describe('the log', () => {
  afterEach(() => Logger.overrideLogger(false));

  it('names what is left alone, why, and when it is well again; not each pause that a provider asks for', () => {
    const lines: string[] = [];
    const keep = (message: string) => { lines.push(message); };
    Logger.overrideLogger({ log: keep, warn: keep, error: keep });
    scene.call('rate-limit');
    scene.now += 2 * second;
    scene.call('ok');
    scene.times(5, 'server');
    scene.now += 5 * second;
    scene.call('ok');
    scene.call('authentication');
    expect(lines).toEqual([
      expect.stringMatching(/^The target t1 by cred is left alone while others can be asked: 4 of the last 5 calls failed/) as string,
      'The target t1 by cred is well again',
      expect.stringMatching(/^The credential cred is left alone while others can be asked: /) as string,
    ]);
  });
});
