// Reads a server-sent event stream from bytes that may be cut anywhere, inside a character too.
// Stands between the upstream's bytes and a dialect's stream parser; frames that cross untouched go through frames.ts.
import { createParser } from 'eventsource-parser';

export interface SseEvent {
  event?: string;
  data: string;
}

export interface SseReader {
  push(bytes: Uint8Array): SseEvent[];
  /** What a last event without its blank line still holds. */
  end(): SseEvent[];
}

/** A line longer than this is no event of any provider; without a bound a broken upstream could fill the memory. */
const lineLimit = 16 * 1024 * 1024;

/** One reader per stream. Takes CR, LF and CRLF, comments, several events at once. */
export function sseReader(): SseReader {
  const decoder = new TextDecoder();
  let events: SseEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => events.push(event === undefined ? { data } : { event, data }),
    maxBufferSize: lineLimit,
  });
  const feed = (text: string) => {
    parser.feed(text);
    const ready = events;
    events = [];
    return ready;
  };
  return {
    push: (bytes) => feed(decoder.decode(bytes, { stream: true })),
    end: () => feed(`${decoder.decode()}\n\n`),
  };
}
