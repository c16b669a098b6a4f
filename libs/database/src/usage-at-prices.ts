// What a target's calls used, as the ledger has it, summed so that other prices can be tried on it: apart by the context tiers of
// those prices, since within one of them a cost is tokens times price. Summed by Postgres: a month may hold millions of rows.
import type { UsageBucket } from '#providers/usage';
import type { Client } from './client.js';
import { Prisma } from './generated/client.js';

export interface UsageQuestion {
  targetId: string;
  modelId: string;
  providerId: string;
  /** Booked at the target's prices of these service tiers. */
  serviceTiers: readonly string[];
  /** Also what was booked at no price: such a row names no target, so that all of the model's at the provider have it. */
  withUnpriced: boolean;
  from: Date;
  until: Date;
  /** Where the context tiers begin, in input tokens; the lowest is 0. */
  contextTiers: readonly number[];
}

/** Attempts that reached one context tier, and what they used together. `unpriced`: booked at no price, or at one that stood in. */
export interface PricedUsage {
  fromInputTokens: number;
  attempts: number;
  unpriced: number;
  listPicoUsd: bigint;
  tokens: Record<UsageBucket, bigint>;
}

interface Row extends Record<UsageBucket, string> { tier: number; attempts: number; unpriced: number; list: string }

export async function usageAtPrices(client: Client, question: UsageQuestion): Promise<PricedUsage[]> {
  const { targetId, modelId, providerId, serviceTiers, withUnpriced, from, until } = question;
  const tiers = [...question.contextTiers].sort((one, other) => one - other);
  const rows = await client.$queryRaw<Row[]>`
    SELECT width_bucket(input_text + input_audio + input_image + cache_read + cache_write_5m + cache_write_1h, ${`{${tiers.join(',')}}`}::int[]) - 1 AS tier,
      count(*)::int AS attempts, (count(*) FILTER (WHERE confidence = 'unpriced'))::int AS unpriced, sum(list_pico_usd)::text AS list,
      sum(input_text)::text AS "inputText", sum(input_audio)::text AS "inputAudio", sum(input_image)::text AS "inputImage",
      sum(cache_read)::text AS "cacheRead", sum(cache_write_5m)::text AS "cacheWrite5m", sum(cache_write_1h)::text AS "cacheWrite1h",
      sum(output_text)::text AS "outputText", sum(output_reasoning)::text AS "outputReasoning", sum(output_audio)::text AS "outputAudio",
      sum(images)::text AS images
    FROM ledger
    WHERE opened_at >= ${from.toISOString()}::timestamptz AND opened_at < ${until.toISOString()}::timestamptz AND kind = 'attempt' AND confidence <> 'none'
      AND (price_version_id IN (
          SELECT id FROM price_version WHERE target_id = ${targetId} AND service_tier IN (${Prisma.join([...serviceTiers])}))
        OR (${withUnpriced} AND price_version_id IS NULL AND confidence = 'unpriced' AND model_served = ${modelId} AND provider_id = ${providerId}))
    GROUP BY 1 ORDER BY 1`;
  return rows.map(({ tier, attempts, unpriced, list, ...sums }) => ({
    fromInputTokens: tiers[tier] ?? 0, attempts, unpriced, listPicoUsd: BigInt(list),
    tokens: Object.fromEntries(Object.entries(sums).map(([bucket, sum]) => [bucket, BigInt(sum)])) as Record<UsageBucket, bigint>,
  }));
}
