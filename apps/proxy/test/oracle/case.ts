// One row of the oracle: what a provider sent, the buckets that a person reads in it, and the cost that a person worked out.
import type { Confidence, UnitPrice } from '#database/records';
import type { JsonObject } from '#providers/hub';
import type { ProviderId } from '#providers/registry';
import type { UsageBucket } from '#providers/usage';

export interface OracleCase {
  name: string;
  provider: ProviderId;
  /** Chat unless said. */
  endpoint?: 'completions' | 'embeddings';
  /** A whole reply, or the events of a stream in order. */
  reply?: JsonObject;
  events?: JsonObject[];
  /** The connection broke behind the events. */
  cut?: true;
  /** By service tier; `default` is every ordinary call's. */
  prices: Record<string, UnitPrice[]>;
  usage: Partial<Record<UsageBucket, number>>;
  /** `reported` unless said. */
  confidence?: Confidence;
  /** Tokens and what one costs in pico-USD, worked out by hand; `picoUsd` is their sum. */
  worked: [tokens: number, each: number][];
  picoUsd: bigint;
}

/** What the request of every case was, where an estimate must stand in: 400 bytes / 4 = 100 tokens in, at most 50 out. */
export const asked = { requestBytes: 400, maxTokens: 50, modelMaxOutputTokens: 1_000, contextWindow: 200_000 };

/** Prices by bucket, in pico-USD; from a number of input tokens on where a second list says so. */
export function prices(base: Partial<Record<UnitPrice['bucket'], number>>, from = 0, long: typeof base = {}): UnitPrice[] {
  const listed = (some: typeof base, fromInputTokens: number) =>
    Object.entries(some).map(([bucket, each]) => ({ bucket: bucket as UnitPrice['bucket'], fromInputTokens, picoUsd: BigInt(each) }));
  return [...listed(base, 0), ...listed(long, from)];
}

/** A reply of OpenAI's chat completions and what is like it; `Hello!` is 6 bytes. */
export function completion(usage: unknown, more: JsonObject = {}): JsonObject {
  return {
    id: 'c1', object: 'chat.completion', created: 1, model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello!' }, finish_reason: 'stop' }], ...(usage !== undefined && { usage }), ...more,
  };
}

/** A chunk of it: of text, of the finish, or without a choice. */
export function chunk(what: { text?: string; finish?: string; none?: true }, more: JsonObject = {}): JsonObject {
  const choice = { index: 0, delta: what.text === undefined ? {} : { role: 'assistant', content: what.text }, finish_reason: what.finish ?? null };
  return { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: what.none ? [] : [choice], ...more };
}
