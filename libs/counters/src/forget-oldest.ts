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
