// How long a session lives, and how long each of its secrets. All in milliseconds.
import type { AliveSince } from '#database/sessions';

const second = 1000;
const hour = 3_600 * second;
const day = 24 * hour;

/** A working day with its breaks: whoever comes back the next morning signs in again. */
const idleMs = 12 * hour;
/** However busy: once a month everybody proves again who they are. */
export const longestMs = 30 * day;
/** A copied cookie is of use for so long at most, unless its owner stays away; then both meet, and the session ends. */
export const rotationMs = hour;
/** For requests that were under way, with the old cookie, while the answer with the new one was. */
export const graceMs = 30 * second;
/** Enough for people who look at their sessions; more would be a write for every request. */
export const seenEveryMs = 60 * second;

/** What a session must be to be alive at `nowMs`. */
export function aliveAt(nowMs: number): AliveSince {
  return { now: new Date(nowMs), seenSince: new Date(nowMs - idleMs) };
}
