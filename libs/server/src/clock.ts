// The time of day, injected, so that whatever depends on it can be tested without waiting.

/** Replaced in tests by an object with the same method. */
export class Clock {
  /** Milliseconds since 1970. */
  now(): number {
    return Date.now();
  }
}
