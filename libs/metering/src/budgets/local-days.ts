// Days of a time zone on the line of time: which day a moment lies in, and when a day begins. By the zone data of the runtime alone.

/** `month` 1 to 12. Numbers beyond a month's days or a year's months are those that follow. */
export interface Day { year: number; month: number; day: number }

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError for a name that is no time zone's. */
export function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
      year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The zone's clock at a moment, written as if it were UTC; to the second. */
function clockMs(timeZone: string, atMs: number): number {
  const part = Object.fromEntries(formatOf(timeZone).formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

const offsetMs = (timeZone: string, atMs: number) => clockMs(timeZone, atMs) - Math.floor(atMs / 1000) * 1000;

export function dayAt(timeZone: string, atMs: number): Day {
  const clock = new Date(clockMs(timeZone, atMs));
  return { year: clock.getUTCFullYear(), month: clock.getUTCMonth() + 1, day: clock.getUTCDate() };
}

/** Its midnight as if the zone were UTC. */
export const midnightMs = ({ year, month, day }: Day) => Date.UTC(year, month - 1, day);

/**
 * The first moment at which the zone's clock shows this day or a later one: midnight, or where clocks skip it the moment of the jump. Of a
 * midnight that comes twice it is the first one.
 */
export const startOfDay = (timeZone: string, day: Day): number => firstMomentAt(timeZone, midnightMs(day));

/** The same of any time of day: `wallMs` is what the zone's clock shows, written as if it were UTC. */
export function firstMomentAt(timeZone: string, wallMs: number): number {
  // No zone is further than 15 hours from UTC, so the moment lies between these two.
  const [early, late] = [wallMs - dayMs, wallMs + dayMs];
  const [before, after] = [offsetMs(timeZone, early), offsetMs(timeZone, late)];
  if (before === after) return wallMs - before;
  const change = changeBetween(timeZone, early, late);
  if (wallMs - before < change) return wallMs - before;
  return Math.max(change, wallMs - after);
}

/** The moment, between two with different offsets, from which on the later one holds. */
function changeBetween(timeZone: string, earlyMs: number, lateMs: number): number {
  let [before, from] = [earlyMs, lateMs];
  const later = offsetMs(timeZone, lateMs);
  while (from - before > 1000) {
    const middle = before + Math.floor((from - before) / 2000) * 1000;
    if (offsetMs(timeZone, middle) === later) from = middle;
    else before = middle;
  }
  return from;
}
