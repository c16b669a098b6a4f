// What is summed of the ledger's rows: the same measures in every table of sums. Requests are counted by their final attempt, so a
// request that was refused before any attempt is in none of them; corrections change tokens and money, never a count.
import { markOf } from './latency-histogram.js';

const buckets = [
  'input_text', 'input_audio', 'input_image', 'cache_read', 'cache_write_5m', 'cache_write_1h',
  'output_text', 'output_reasoning', 'output_audio', 'images',
] as const;

const sum = (column: string) => `sum(${column})`;
const count = (condition: string) => `count(*) FILTER (WHERE ${condition})`;
const histogram = (column: string) => `coalesce(sum(${markOf(column)}) FILTER (WHERE final AND kind = 'attempt' AND outcome = 'ok'), 0)`;

/** Column of a table of sums -> its aggregate over rows of the ledger. */
export const measures: Readonly<Record<string, string>> = {
  ...Object.fromEntries(buckets.map((column) => [column, sum(column)])),
  list_pico_usd: sum('list_pico_usd'),
  charged_pico_usd: sum('charged_pico_usd'),
  requests: count('final'),
  attempts: count("kind = 'attempt'"),
  errors: count("final AND outcome <> 'ok'"),
  failed_attempts: count("kind = 'attempt' AND outcome <> 'ok'"),
  // How long answers took that were answered: what failed at once or after ten minutes says nothing about them.
  latency: histogram('total_ms'),
  first_token: histogram('first_token_ms'),
};
