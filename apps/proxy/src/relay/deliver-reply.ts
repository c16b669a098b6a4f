// Whole (not streamed) replies on their way to the caller: small ones at once, larger ones piped.
import { usdText } from '#metering/money';
import { UpstreamError } from '#providers/errors';
import type { PipedReply, ReadReply } from '#providers/exchange';
import { readUpTo } from '#providers/reply-body';
import { ClientGone } from '#server/errors/api-error';
import type { Attempts } from './attempt.js';
import type { Downstream } from './downstream.js';
import { answerHeaders } from './answer-headers.js';
import type { Answer } from './try-targets.js';

/** Up to here a reply is collected, so that its cost is known before its headers go. */
const wholeLimitBytes = 64 * 1024;
/** A reply that must be parsed is never larger; past it the provider is broken. */
const collectLimitBytes = 128 * 1024 * 1024;

/** Reads a reply to its end and settles the attempt: for a fan-out, which puts several together. */
export async function collectReply({ exchange, reply, attempt }: Answer): Promise<ReadReply> {
  return settleRead({ exchange, attempt }, await collect(reply.body, []));
}

export async function deliverReply(answer: Answer, attempts: Attempts, downstream: Downstream): Promise<void> {
  const { exchange, reply } = answer;
  const head = await readUpTo(reply.body, wholeLimitBytes);
  const piped = head.more ? exchange.pipeReply?.(head.bytes) : undefined;
  if (piped) return pipe(answer, attempts, downstream, head.bytes, piped);
  const bytes = head.more ? await collect(reply.body, [head.bytes]) : head.bytes;
  const read = settleRead(answer, bytes);
  downstream.setHeaders({ ...answerHeaders(answer, attempts), 'x-aiproxy-cost-usd': usdText(attempts.chargedPicoUsd) });
  downstream.send(read.bytes);
}

function settleRead({ exchange, attempt }: Pick<Answer, 'exchange' | 'attempt'>, bytes: Buffer): ReadReply {
  const read = exchange.readReply(bytes);
  attempt.succeed(read.usage, bytes.length);
  return read;
}

async function collect(body: AsyncIterableIterator<Buffer>, pieces: Buffer[]): Promise<Buffer> {
  const { bytes, more } = await readUpTo(body, collectLimitBytes);
  if (more) {
    await body.return?.();
    throw new UpstreamError('malformed', 'The provider sent a reply that is too large.');
  }
  return Buffer.concat([...pieces, bytes]);
}

/** Once the first bytes are out nothing can be taken back: a reply that breaks off is a cut connection. */
async function pipe(answer: Answer, attempts: Attempts, downstream: Downstream, head: Buffer, piped: PipedReply): Promise<void> {
  const { attempt, reply } = answer;
  attempt.seen = { committed: true, finished: false, outputBytes: 0 };
  attempt.shown = true;
  downstream.setHeaders(answerHeaders(answer, attempts));
  downstream.beginPiped();
  try {
    await downstream.write(piped.push(head));
    for await (const bytes of reply.body) {
      attempt.seen.outputBytes += bytes.length;
      await downstream.write(piped.push(bytes));
    }
  } catch (error) {
    if (!(error instanceof ClientGone)) downstream.cut();
    throw error;
  }
  const { bytes, usage } = piped.end();
  attempt.succeed(usage, attempt.seen.outputBytes);
  await downstream.write(bytes);
  downstream.end();
}
