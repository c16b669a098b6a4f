import { Latencies } from './latencies.js';

const minute = 60_000;
let latencies: Latencies;
beforeEach(() => { latencies = new Latencies(); });

function answered(ms: number, nowMs: number, circuit = 'a'): void {
  latencies.begin(circuit, nowMs - ms);
  latencies.end(circuit, nowMs, ms);
}
const expected = (nowMs: number, circuit = 'a') => Math.round(latencies.expectedMs(circuit, nowMs));

it('nothing is expected of one that was never asked', () => {
  expect(expected(0)).toBe(0);
});

it('a slower answer counts at once, a quicker one by a third after ten seconds', () => {
  answered(100, 1000);
  answered(900, 1000);
  expect(expected(1000)).toBe(900);
  answered(100, 1000);
  expect(expected(1000)).toBe(900);
  answered(100, 11_000);
  expect(expected(11_000)).toBe(Math.round(900 * Math.exp(-1) + 100 * (1 - Math.exp(-1))));
});

it('calls under way count, and no longer once they are over', () => {
  answered(100, 1000);
  latencies.begin('a', 1000);
  latencies.begin('a', 1000);
  expect(expected(1000)).toBe(300);
  latencies.end('a', 1000);
  expect(expected(1000)).toBe(200);
});

it('one that is being asked for the first time is not as good as one that nobody asks', () => {
  latencies.begin('a', 0);
  expect(expected(0)).toBe(1000);
  expect(expected(0, 'b')).toBe(0);
});

it('one that was slow is forgotten bit by bit, so that it is tried again', () => {
  answered(8000, 0);
  expect(expected(10_000)).toBe(Math.round(8000 / Math.E));
  expect(expected(minute)).toBeLessThan(50);
});

it('failing fast is not being fast, failing late is worse', () => {
  expect([latencies.sampleOfFailure(3), latencies.sampleOfFailure(30_000)]).toEqual([5000, 30_000]);
});

it('a circuit that was not used for an hour is forgotten, one under way is not', () => {
  answered(100, 0);
  latencies.begin('b', 0);
  latencies.forgetUnused(60 * minute - 1);
  expect([...latencies.circuits()]).toEqual(['a', 'b']);
  latencies.forgetUnused(60 * minute);
  expect([...latencies.circuits()]).toEqual(['b']);
});
