import * as fc from 'fast-check';
import { reportCadences, type ScheduleRule } from '#database/saved-reports/report-schedules';
import { nextDue, planDue } from './next-due.js';

const berlin = 'Europe/Berlin';
const daily = (time: string): ScheduleRule => ({ cadence: 'daily', day: null, minute: minuteOf(time) });
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const next = (rule: ScheduleRule, timeZone: string, after: string) => nextDue(rule, timeZone, Date.parse(after)).toISOString();
function series(rule: ScheduleRule, timeZone: string, after: string, count: number): string[] {
  const found = [next(rule, timeZone, after)];
  while (found.length < count) found.push(next(rule, timeZone, found.at(-1)!));
  return found;
}

test('a local time stays the local time when clocks are turned', () => {
  expect(series(daily('08:00'), berlin, '2026-03-27T12:00:00Z', 3)).toEqual(['2026-03-28T07:00:00.000Z', '2026-03-29T06:00:00.000Z', '2026-03-30T06:00:00.000Z']);
  expect(series(daily('08:00'), berlin, '2026-10-24T00:00:00Z', 3)).toEqual(['2026-10-24T06:00:00.000Z', '2026-10-25T07:00:00.000Z', '2026-10-26T07:00:00.000Z']);
  expect(series(daily('08:00'), 'America/New_York', '2026-10-31T00:00:00Z', 2)).toEqual(['2026-10-31T12:00:00.000Z', '2026-11-01T13:00:00.000Z']);
});

test('a time that clocks skip is the moment of the jump; one that comes twice is due once', () => {
  expect(series(daily('02:30'), berlin, '2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z']);
  expect(series(daily('02:30'), berlin, '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']);
});

test('a midnight that clocks skip is the first moment of the day', () => {
  expect(next(daily('00:00'), 'America/Santiago', '2026-09-05T12:00:00Z')).toBe('2026-09-06T04:00:00.000Z');
});

test('weeks by their day, months by theirs, and by their last one where they are too short', () => {
  expect(series({ cadence: 'weekly', day: 1, minute: 0 }, 'UTC', '2026-11-25T00:00:00Z', 2)).toEqual(['2026-11-30T00:00:00.000Z', '2026-12-07T00:00:00.000Z']);
  expect(series({ cadence: 'weekly', day: 7, minute: 0 }, 'UTC', '2026-11-25T00:00:00Z', 1)).toEqual(['2026-11-29T00:00:00.000Z']);
  expect(series({ cadence: 'monthly', day: 31, minute: 60 }, 'UTC', '2027-01-15T00:00:00Z', 3)).toEqual(['2027-01-31T01:00:00.000Z', '2027-02-28T01:00:00.000Z', '2027-03-31T01:00:00.000Z']);
  expect(series({ cadence: 'quarterly', day: 2, minute: 0 }, 'Asia/Tokyo', '2026-11-25T00:00:00Z', 2)).toEqual(['2027-01-01T15:00:00.000Z', '2027-04-01T15:00:00.000Z']);
});

test('what was missed is made up for once, as of the last time', () => {
  const missed = { ...daily('08:00'), nextAt: new Date('2026-10-20T06:00:00Z') };
  expect(planDue(missed, berlin, Date.parse('2026-10-26T06:59:59Z'))).toEqual({ dueAt: new Date('2026-10-25T07:00:00Z'), nextAt: new Date('2026-10-26T07:00:00Z') });
  expect(planDue(missed, berlin, Date.parse('2026-10-20T06:00:00Z'))).toEqual({ dueAt: missed.nextAt, nextAt: new Date('2026-10-21T06:00:00Z') });
});

test('the next one is always later, and none lies between', () => {
  const rules = fc.constantFrom(...reportCadences).chain((cadence) =>
    fc.record({ cadence: fc.constant(cadence), day: cadence === 'daily' ? fc.constant(null) : fc.integer({ min: 1, max: cadence === 'weekly' ? 7 : 31 }), minute: fc.nat(1439) }));
  const zones = fc.constantFrom('UTC', berlin, 'America/Santiago', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu');
  fc.assert(fc.property(rules, zones, fc.integer({ min: Date.UTC(2010, 0), max: Date.UTC(2030, 0) }), fc.maxSafeNat(), (rule, zone, afterMs, share) => {
    const nextMs = nextDue(rule, zone, afterMs).getTime();
    expect(nextMs).toBeGreaterThan(afterMs);
    expect(nextDue(rule, zone, afterMs + share % (nextMs - afterMs)).getTime()).toBe(nextMs);
  }), { numRuns: 300 });
});
