// What a stream has shown, in bytes, and its beginning as text: if nobody tells the usage, the beginning is counted and the bytes
// say how much more there was of the kind.
import type { StreamSeen } from './exchange.js';

/** Characters: most answers as a whole, and little enough to be kept for each stream under way. */
const sampleLength = 4096;

/** What `sample` and `outputBytes` are told by: text, reasoning, a refusal, a call's name or arguments. */
export function noteShown(seen: StreamSeen, text: string): void {
  seen.outputBytes += Buffer.byteLength(text);
  if (hasRoom(seen)) seen.sample = (seen.sample ?? '') + text;
}

/** The same for the inside of a JSON string whose bytes stand one to a character, as it came: read only while there is room. */
export function noteShownRaw(seen: StreamSeen, raw: string): void {
  if (hasRoom(seen)) noteShown(seen, textOfRaw(raw));
  else seen.outputBytes += raw.length;
}

const hasRoom = (seen: StreamSeen) => (seen.sample?.length ?? 0) < sampleLength;

function textOfRaw(raw: string): string {
  if (!/[\\\u0080-\u00ff]/.test(raw)) return raw;
  try {
    return JSON.parse(`"${Buffer.from(raw, 'latin1').toString('utf8')}"`) as string;
  } catch {
    return raw; // what is no JSON goes to the caller as it is
  }
}
