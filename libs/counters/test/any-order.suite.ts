// Whatever is asked of counters, in whatever order: what they answer is compared to a model that is too plain to be wrong.
import * as fc from 'fast-check';
import type { Counters } from '../src/counters.js';

const noon = Date.UTC(2026, 10, 24, 12, 0, 0);
const seconds = 60;
const expiresInMs = 30_000;

type Step =
  | { kind: 'take'; limit: number; afterMs: number }
  | { kind: 'hold'; limit: number; amount: number; slots: number; afterMs: number }
  | { kind: 'settle'; which: number; actual: number; afterMs: number }
  | { kind: 'renew'; which: number; afterMs: number };

const afterMs = fc.nat(20_000);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('take' as const), limit: fc.nat(4), afterMs }),
  fc.record({ kind: fc.constant('hold' as const), limit: fc.nat(100), amount: fc.nat(60), slots: fc.nat(4), afterMs }),
  fc.record({ kind: fc.constant('settle' as const), which: fc.nat(8), actual: fc.nat(120), afterMs }),
  fc.record({ kind: fc.constant('renew' as const), which: fc.nat(8), afterMs }),
);

/** Every fact in a list, every answer counted from the facts. */
class PlainModel {
  private nowMs = noon;
  private readonly requests: number[] = [];
  private readonly holds: { id: string; window: number; counted: number; expiresAtMs: number; settled: boolean }[] = [];

  run(one: Step): { nowMs: number; id: string; expected?: { allowed: boolean; remaining: number } } {
    this.nowMs += one.afterMs;
    const window = Math.floor(this.nowMs / (seconds * 1000));
    const answer = { nowMs: this.nowMs, id: `h${this.holds.length}` };
    if (one.kind === 'take') {
      const used = this.requests.filter((other) => other === window).length;
      const allowed = used < one.limit;
      if (allowed) this.requests.push(window);
      return { ...answer, expected: { allowed, remaining: Math.max(0, one.limit - used - Number(allowed)) } };
    }
    if (one.kind === 'hold') {
      const used = this.holds.filter((hold) => hold.window === window).reduce((sum, { counted }) => sum + counted, 0);
      const open = this.holds.filter((hold) => !hold.settled && hold.expiresAtMs > this.nowMs).length;
      const allowed = used + one.amount <= one.limit && open < one.slots;
      this.holds.push({ id: answer.id, window, counted: allowed ? one.amount : 0, expiresAtMs: this.nowMs + expiresInMs, settled: !allowed });
      return { ...answer, expected: { allowed, remaining: Math.max(0, one.limit - used - (allowed ? one.amount : 0)) } };
    }
    const hold = this.holds[one.which];
    if (hold && !hold.settled && one.kind === 'renew') hold.expiresAtMs = this.nowMs + expiresInMs;
    if (hold && !hold.settled && one.kind === 'settle') Object.assign(hold, { settled: true, counted: one.actual });
    return { ...answer, id: `h${one.which}` };
  }
}

async function ask(counters: Counters, one: Step, id: string, nowMs: number) {
  if (one.kind === 'take') return counters.take('key', [{ name: 'requests', limit: one.limit, seconds }], nowMs);
  if (one.kind === 'settle') return counters.settle(id, one.actual, nowMs);
  if (one.kind === 'renew') return counters.renew([id], expiresInMs, nowMs);
  const { limit, amount, slots } = one;
  return counters.hold({ id, windows: [{ name: 'tokens', limit, seconds, scope: 'key', amount, settles: 'actual' }], slots: [{ scope: 'key', limit: slots }], expiresInMs }, nowMs);
}

export function describeAnyOrder(name: string, create: () => Counters | Promise<Counters>): void {
  it(`${name} answer as the contract says, whatever is asked in whatever order`, async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const counters = await create();
      const model = new PlainModel();
      for (const one of steps) {
        const { expected, id, nowMs } = model.run(one);
        const result = await ask(counters, one, id, nowMs);
        if (expected) expect(result && { allowed: result.allowed, remaining: result.windows[0].remaining }).toEqual(expected);
      }
    }));
  });
}
