// What the relay is told by the environment.
import type { StreamTimes } from './downstream.js';

export class RelaySettings implements StreamTimes {
  constructor(readonly attemptsMax: number, readonly commitHoldMs: number, readonly pingMs: number) {}
}
