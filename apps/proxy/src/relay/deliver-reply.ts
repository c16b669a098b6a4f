// Whole (not streamed) replies on their way to the caller: small ones at once, larger ones piped.
import { textsOfReply } from '#metering/counting/count-usage';
import { usdText } from '#metering/money';
import { UpstreamError } from '#providers/errors';
import type { PipedReply, ReadReply } from '#providers/exchange';
import type { JsonObject } from '#providers/hub';
import { readUpTo } from '#providers/reply-body';
import { spliceCost } from '#providers/splice-cost';
import { ClientGone } from '#server/errors/api-error';
import type { Attempt, Told } from './attempt.js';
import type { Attempts } from './attempts.js';
import type { Downstream } from './downstream.js';
import { answerHeaders } from './answer-headers.js';
import type { HangUp } from './hang-up.js';
import type { Answer } from './try-targets.js';

/** Up to here a reply is collected, so that its cost is known before its headers go. */
const wholeLimitBytes = 64 * 1024;
/** A reply that must be parsed is never larger; past it the provider is broken. */
const collectLimitBytes = 128 * 1024 * 1024;

type Body = AsyncIterableIterator<Buffer>;

/** Whom a reply goes to. */
export interface Recipient {
  attempts: Attempts;
  downstream: Downstream;
  hangUp: HangUp;
  /** Whether the usage has the cost in it: then a large reply is collected, too. */
  usageCost: boolean;
}

/** Reads a reply to its end and settles the attempt: for a fan-out, which puts several together. Throws ClientGone when its caller has left. */
export async function collectReply({ exchange, reply, attempt }: Answer, hangUp: HangUp): Promise<ReadReply> {
  return settleRead({ exchange, attempt }, await givingUp(hangUp.read(reply.body), (body) => collect(body, [])), hangUp);
}

/** As `collectReply` does, then shows it. */
export async function deliverReply(answer: Answer, to: Recipient): Promise<void> {
  await givingUp(to.hangUp.read(answer.reply.body), (body) => deliver(answer, body, to));
}

async function deliver(answer: Answer, body: Body, to: Recipient): Promise<void> {
  const { attempts, downstream, hangUp, usageCost } = to;
  const { exchange } = answer;
  const head = await readUpTo(body, wholeLimitBytes);
  const piped = head.more && !usageCost ? exchange.pipeReply?.(head.bytes) : undefined;
  if (piped) {
    answer.attempt.answered();
    return pipe({ ...answer, reply: { ...answer.reply, body } }, to, head.bytes, piped);
  }
  const bytes = head.more ? await collect(body, [head.bytes]) : head.bytes;
  const read = await settleRead(answer, bytes, hangUp);
  const cost = usdText(attempts.chargedPicoUsd);
  downstream.setHeaders({ ...answerHeaders(answer, attempts), 'x-aiproxy-cost-usd': cost });
  downstream.send(usageCost ? spliceCost(read.bytes, cost) : read.bytes);
}

/** A body that is not read to its end is given up, or its connection would wait for a reader. */
async function givingUp<Result>(body: Body, read: (body: Body) => Promise<Result>): Promise<Result> {
  try {
    return await read(body);
  } finally {
    await body.return?.();
  }
}

async function settleRead({ exchange, attempt }: Pick<Answer, 'exchange' | 'attempt'>, bytes: Buffer, hangUp: HangUp): Promise<ReadReply> {
  attempt.answered();
  const read = exchange.readReply(bytes);
  await settle(attempt, read.usage ? { ...read, outputBytes: bytes.length } : readByText(read), hangUp);
  return read;
}

/** An answer without a word of its usage: what it shows is what there is to go by. */
function readByText({ bytes, json, serviceTier }: ReadReply): Told {
  const texts = textsOfReply(json ?? (JSON.parse(bytes.toString('utf8')) as JsonObject));
  return { serviceTier, texts: () => texts, outputBytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) };
}

async function settle(attempt: Attempt, told: Told, { left }: HangUp): Promise<void> {
  if (!left.aborted) return attempt.succeed(told);
  await attempt.readForNobody(told);
  throw left.reason;
}

async function collect(body: Body, pieces: Buffer[]): Promise<Buffer> {
  const { bytes, more } = await readUpTo(body, collectLimitBytes);
  if (more) throw new UpstreamError('malformed', 'The provider sent a reply that is too large.');
  return Buffer.concat([...pieces, bytes]);
}

/** Once the first bytes are out nothing can be taken back: a reply that breaks off is a cut connection. */
async function pipe(answer: Answer, { attempts, downstream, hangUp }: Recipient, head: Buffer, piped: PipedReply): Promise<void> {
  const { attempt, reply } = answer;
  attempt.seen = { committed: true, finished: false, outputBytes: 0 };
  attempt.shown = true;
  downstream.setHeaders(answerHeaders(answer, attempts));
  downstream.beginPiped();
  const give = (bytes: Buffer) => hangUp.give(() => downstream.write(bytes));
  try {
    await give(piped.push(head));
    for await (const bytes of reply.body) {
      attempt.seen.outputBytes += bytes.length;
      await give(piped.push(bytes));
    }
  } catch (error) {
    if (!(error instanceof ClientGone)) downstream.cut();
    throw error;
  }
  const { bytes, usage, serviceTier } = piped.end();
  await settle(attempt, { usage, serviceTier, outputBytes: attempt.seen.outputBytes }, hangUp);
  await downstream.write(bytes);
  downstream.end();
}
