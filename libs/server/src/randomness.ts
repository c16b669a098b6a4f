// Chance, injected, so that what depends on it can be tested.

/** Replaced in tests by an object with the same method. */
export class Randomness {
  /** From 0 up to but not including 1. */
  next(): number {
    return Math.random();
  }
}
