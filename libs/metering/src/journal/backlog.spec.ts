import { Backlog } from './backlog.js';

describe('Backlog', () => {
  let nowMs = 0;
  const later = (ms: number) => { nowMs += ms; };
  let backlog: Backlog;
  beforeEach(() => { backlog = new Backlog(() => nowMs); });

  it('counts rows that are not there yet, and since when the oldest is not', () => {
    backlog.add(2);
    later(5_000);
    backlog.add(3);
    expect([backlog.rows, backlog.ageMs]).toEqual([5, 5_000]);
    backlog.remove(2);
    later(100);
    expect([backlog.rows, backlog.ageMs]).toEqual([3, 100]);
  });

  it('has no age when all is there, however long ago that was', () => {
    backlog.add(1);
    later(1_000);
    backlog.remove(1);
    later(60_000);
    expect([backlog.rows, backlog.ageMs]).toEqual([0, 0]);
    backlog.add(1);
    later(10);
    expect(backlog.ageMs).toBe(10);
  });

  it('is exact to the second when rows come all the time', () => {
    for (let row = 0; row < 1_000; row += 1) {
      backlog.add(1);
      later(10);
    }
    backlog.remove(750);
    expect(Math.abs(backlog.ageMs - 2_500)).toBeLessThanOrEqual(1_000);
  });
});
