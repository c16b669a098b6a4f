import { isProofDue } from './is-due.js';

const at = (iso: string) => Date.parse(iso);
const berlin = { timeZone: 'Europe/Berlin', fiscalYearStartMonth: 1, fiscalYearStartDay: 1 };

test('it is due from 03:30 of the organisation on, once a night', () => {
  const yesterday = at('2026-11-24T02:30:00Z');
  expect(isProofDue(yesterday, at('2026-11-25T02:29:59Z'), berlin)).toBe(false);
  expect(isProofDue(yesterday, at('2026-11-25T02:30:00Z'), berlin)).toBe(true);
  expect(isProofDue(at('2026-11-25T02:30:05Z'), at('2026-11-25T23:00:00Z'), berlin)).toBe(false);
  expect(isProofDue(at('2026-11-25T02:30:05Z'), at('2026-11-26T02:30:00Z'), berlin)).toBe(true);
});

test('a night that was missed is made up for, and so is one that never was', () => {
  expect(isProofDue(at('2026-11-22T02:30:00Z'), at('2026-11-25T00:00:00Z'), berlin)).toBe(true);
  expect(isProofDue(undefined, at('2026-11-25T00:00:00Z'), berlin)).toBe(true);
});

test('one by hand in the evening does not stand for the night', () => {
  expect(isProofDue(at('2026-11-24T20:00:00Z'), at('2026-11-25T02:31:00Z'), berlin)).toBe(true);
});
