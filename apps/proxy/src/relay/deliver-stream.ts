// A stream on its way to the caller. Nothing is shown before the first content (until then another target can be tried),
// nothing is held back after it, and a stream that breaks never gets a finish that its provider did not send.
import { UpstreamError } from '#providers/errors';
import type { StreamReader, StreamSeen } from '#providers/exchange';
import { letGo } from '#providers/let-go';
import { readUpTo } from '#providers/reply-body';
import type { Told } from './attempt.js';
import type { HangUp } from './hang-up.js';
import type { Answer } from './try-targets.js';

/** Takes whole frames; waits while the caller reads slowly. `first` tells that these are the first of this stream. */
export type Show = (frames: Buffer | string, first: boolean) => Promise<void>;

/** What comes before the first content is some lines; without a bound it could fill the memory. */
const heldLimitBytes = 1024 * 1024;

export interface StreamTerms {
  hangUp: HangUp;
  /** The last frames as they are shown; asked for when the attempt is settled, so that they can tell its cost. */
  closing: (frames: Buffer | string) => Buffer | string;
}

/**
 * Shows the stream and settles the attempt. Throws UpstreamError when it fails; what was shown by then stays shown. Throws ClientGone when
 * its caller has left, even if it was read to its end.
 */
export async function deliverStream(answer: Answer, show: Show, { hangUp, closing }: StreamTerms): Promise<StreamSeen> {
  const { exchange, reply, attempt } = answer;
  await requireEventStream(answer);
  const reader = exchange.streamReader();
  const seen = (attempt.seen = reader.seen);
  const held: (Buffer | string)[] = [];
  let heldBytes = 0;
  const give = async (frames: Buffer | string) => {
    if (frames.length > 0) held.push(frames);
    heldBytes = seen.committed ? 0 : heldBytes + frames.length;
    if (heldBytes > heldLimitBytes) throw new UpstreamError('malformed', 'The provider sent too much without any content.');
    // While nothing was shown an error leads to the next target, even if content came in the same packet.
    if (seen.error && !attempt.shown) throw seen.error;
    if (!seen.committed) return;
    attempt.answered();
    attempt.firstToken();
    const first = !attempt.shown;
    attempt.shown = true;
    await hangUp.give(() => show(joined(held.splice(0)), first));
    if (seen.error) throw seen.error;
  };
  const last = await readThrough(reader, { whole: reply.body, read: hangUp.read(reply.body, () => seen.outputBytes) }, give);
  if (seen.error || !seen.finished) {
    await give(last);
    throw seen.error ?? unfinished(seen);
  }
  if (hangUp.left.aborted) {
    await attempt.readForNobody(toldBy(seen));
    throw hangUp.left.reason;
  }
  await attempt.succeed(toldBy(seen));
  await give(closing(last));
  return seen;
}

const toldBy = ({ usage, serviceTier, outputBytes, sample = '' }: StreamSeen): Told => ({ usage, serviceTier, outputBytes, texts: () => [sample] });

/** What is owed at the end. A break behind the finish takes nothing from the answer; a provider that has said its end is not waited for. */
async function readThrough(reader: StreamReader, { whole, read }: { whole: AsyncIterableIterator<Buffer>; read: AsyncIterableIterator<Buffer> }, give: (frames: Buffer | string) => Promise<void>): Promise<Buffer | string> {
  const { seen } = reader;
  try {
    for (let step = await read.next(); !step.done; step = await read.next()) {
      await give(reader.push(step.value));
      if (!seen.ended) continue;
      letGo(whole);
      return seen.finished ? reader.close() : reader.end();
    }
  } catch (error) {
    await read.return?.();
    if (!seen.finished || seen.error || !(error instanceof UpstreamError)) throw error;
    return reader.close();
  }
  return reader.end();
}

function joined(pieces: (Buffer | string)[]): Buffer | string {
  const [first] = pieces;
  return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
}

function unfinished(seen: StreamSeen): UpstreamError {
  return seen.committed
    ? new UpstreamError('cut', 'The provider broke off its answer.', { internal: 'the stream ended without a finish' })
    : new UpstreamError('empty', 'The provider sent an empty answer.', { internal: 'the stream ended without content' });
}

/** A 200 that is no event stream is an error in disguise, or a server that knows no streams. */
async function requireEventStream({ exchange, reply }: Answer): Promise<void> {
  const type = String(reply.headers['content-type'] ?? '');
  if (type.includes('text/event-stream')) return;
  const { bytes } = await readUpTo(reply.body, 64 * 1024);
  await reply.body.return?.();
  exchange.readReply(bytes);
  throw new UpstreamError('malformed', 'The provider did not send a stream.', { internal: `content-type ${type.slice(0, 80)}` });
}
