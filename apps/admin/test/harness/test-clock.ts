// A clock that a suite sets: it begins at the true time and stands still until it is put on.
import { Clock } from '#server/clock';

export class TestClock extends Clock {
  private nowMs = Date.now();

  override now(): number {
    return this.nowMs;
  }

  advance(ms: number): void {
    this.nowMs += ms;
  }
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
