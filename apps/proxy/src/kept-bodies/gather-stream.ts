// A streamed answer as one piece of JSON: its chunks laid over one another, texts joined. So it can be read, and a secret that was split
// over chunks can be found.
import { setImmediate as breathe } from 'node:timers/promises';

type Json = Record<string, unknown>;

/** Fields that a stream sends piece by piece; any other is sent whole. */
const pieceByPiece = new Set(['content', 'text', 'reasoning', 'reasoning_content', 'refusal', 'arguments', 'transcript', 'data']);
const framesAtOnce = 200;

/** `text`: frames of server-sent events, the last one perhaps broken off. */
export async function gatherStream(text: string): Promise<string> {
  const whole: Json = {};
  let count = 0;
  for (const frame of text.split('\n\n')) {
    const chunk = parseFrame(frame);
    if (chunk) lay(whole, chunk);
    if ((count += 1) % framesAtOnce === 0) await breathe();
  }
  return JSON.stringify(whole);
}

function parseFrame(frame: string): Json | undefined {
  const at = frame.indexOf('data:');
  if (at < 0) return undefined;
  try {
    const chunk = JSON.parse(frame.slice(at + 'data:'.length)) as unknown;
    return isObject(chunk) ? chunk : undefined;
  } catch {
    return undefined; // `[DONE]`, or the piece at which it was cut
  }
}

function lay(into: Json, chunk: Json): void {
  for (const [key, value] of Object.entries(chunk)) {
    if (value === null || key === '__proto__') continue;
    const before = into[key];
    if (typeof value === 'string' && typeof before === 'string' && pieceByPiece.has(key)) into[key] = before + value;
    else if (Array.isArray(value) && value.every(hasIndex)) into[key] = layList(before, value);
    else if (isObject(value) && isObject(before)) lay(before, value);
    else into[key] = value;
  }
}

function layList(before: unknown, items: (Json & { index: number })[]): Json[] {
  const list = Array.isArray(before) ? (before as Json[]) : [];
  for (const item of items) {
    const place = list.find(({ index }) => index === item.index);
    if (place) lay(place, item);
    else list.push(item);
  }
  return list;
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const hasIndex = (value: unknown): value is Json & { index: number } => isObject(value) && typeof value.index === 'number';
