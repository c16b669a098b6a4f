// Keeps what nobody asks for again from piling up in memory, without a timer.

/** Two for each that comes: looks at the oldest entries of a map and forgets those that are over. */
export function forgetOldest<T>(map: Map<string, T>, isOver: (value: T) => boolean): void {
  let looked = 0;
  for (const [id, value] of map) {
    if (looked === 2 || !isOver(value)) return;
    map.delete(id);
    looked += 1;
  }
}

/** Puts an entry last; beyond `max` the oldest goes. */
export function setBounded<T>(map: Map<string, T>, id: string, value: T, max: number): void {
  map.delete(id);
  const oldest = map.size < max ? undefined : map.keys().next().value;
  if (oldest !== undefined) map.delete(oldest);
  map.set(id, value);
}
