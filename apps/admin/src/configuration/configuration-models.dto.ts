// The part of the configuration file that is about models: what callers may ask for, where it is served, for what price.
import { strategies, type Strategy } from '#database/records';
import { providers } from '#providers/registry';
import { usageBuckets } from '#providers/usage';
import { mostFallbacks } from '../models/fallbacks.dto.js';
import { Is, Part, Parts } from './entry.js';
import { listOf, moment, oneOf, text, whole, written } from './rules.js';

export const providerId = oneOf(Object.keys(providers));
export const publicId = written(
  String.raw`^(?!compare$)(?=.{1,200}$)[A-Za-z0-9][A-Za-z0-9_.:@+~\-]*(\/[A-Za-z0-9_.:@+~\-]+)*$`,
  'a name of letters, digits and . _ : @ + ~ - with single slashes between its parts, of at most 200 characters (not "compare")');
const capability = written(String.raw`^[a-z][a-z0-9_\-]{0,49}$`, 'a word of small letters, digits, - and _');
const decimal = written(String.raw`^\d{1,9}(\.\d{1,12})?$`, 'an amount of US dollars as text, like "0.15"');

export class UnitPriceEntry {
  @Is(oneOf([...usageBuckets, 'request']), { description: 'What is paid for.' })
  bucket: string;

  @Is(whole(0, 2_147_483_647), { optional: true, description: 'From how many input tokens of a request on. Default: 0.' })
  fromInputTokens?: number;

  @Is(decimal, { optional: true, description: 'US dollars for a million tokens, at most 6 decimals. Either this or usdPerUnit.' })
  usdPerMillionTokens?: string;

  @Is(decimal, { optional: true, description: 'US dollars for one image or request, at most 12 decimals.' })
  usdPerUnit?: string;
}

export class PriceEntry {
  @Is(moment, { description: 'From when on. A date is its first moment in UTC.' })
  validFrom: string;

  @Is(written(String.raw`^[a-z0-9_\-]{1,50}$`, 'a word of small letters, digits, - and _'), { optional: true, description: "The provider's service tier. Default: default." })
  serviceTier?: string;

  @Parts(() => UnitPriceEntry, { maxItems: 100, description: 'A price for each bucket that is used, "0" where it costs nothing.' })
  unitPrices: UnitPriceEntry[];
}

export class TimeoutsEntry {
  @Is(whole(100, 60_000), { optional: true, description: 'To be connected.' })
  connectMs?: number;

  @Is(whole(1000, 1_800_000), { optional: true, description: 'To the first byte of the answer.' })
  firstByteMs?: number;

  @Is(whole(1000, 1_800_000), { optional: true, description: 'Between two chunks of it.' })
  idleMs?: number;

  @Is(whole(1000, 7_200_000), { optional: true, description: 'All in all.' })
  totalMs?: number;
}

export class TargetEntry {
  @Is(providerId, { description: 'The provider that serves it.' })
  provider: string;

  @Is(text(200), { description: "The model's name there." })
  upstreamModel: string;

  @Is(text(100), { optional: true, description: "The name of the one credential to use. Without it: any of the provider's." })
  credential?: string;

  @Is(whole(0, 1000), { optional: true, description: 'Lower is tried first. Default: 0.' })
  priority?: number;

  @Is(whole(1, 1000), { optional: true, description: "Within one priority: how often it is chosen, against the others; see the model's strategy. Default: 1." })
  weight?: number;

  @Is(written(String.raw`^[!-~]{1,64}$`, 'of 1 to 64 visible characters'), { optional: true, description: 'Where it runs, in your words. Targets of one upstream model differ in this or in their credential: with another of either it is another target.' })
  region?: string;

  @Part(() => TimeoutsEntry, { optional: true, description: 'How long a call may take. What is not said is as the process has it.' })
  timeouts?: TimeoutsEntry;

  @Parts(() => PriceEntry, { maxItems: 200, optional: true, description: 'Prices by date. What was in force stays in force for what was used then: prices are added, never taken away.' })
  prices?: PriceEntry[];
}

export class FallbacksEntry {
  @Is(listOf(publicId, mostFallbacks), { optional: true, description: 'When its targets fail.' })
  any?: string[];

  @Is(listOf(publicId, mostFallbacks), { optional: true, description: 'When the request is longer than its context window.' })
  contextWindow?: string[];

  @Is(listOf(publicId, mostFallbacks), { optional: true, description: 'When its provider refuses the content.' })
  contentPolicy?: string[];
}

export class ModelEntry {
  @Is(oneOf(['chat', 'completion', 'embedding']), { description: 'What it is for.' })
  type: 'chat' | 'completion' | 'embedding';

  @Is(whole(1, 2_147_483_647), { optional: true, description: 'Tokens that a request may hold, with its answer.' })
  contextWindow?: number;

  @Is(whole(1, 2_147_483_647), { optional: true, description: 'Tokens that an answer may hold.' })
  maxOutputTokens?: number;

  @Is(listOf(capability, 50), { optional: true, description: 'text, vision, tools, reasoning, …' })
  capabilities?: string[];

  @Is(listOf(publicId, 50), { optional: true, description: 'Further names that callers may ask for it by.' })
  aliases?: string[];

  @Is(oneOf(strategies), { optional: true, description: 'How one of the targets of a priority is chosen: by weight, the quickest, the cheapest, or the same one for what begins alike. Default: weighted.' })
  strategy?: Strategy;

  @Part(() => FallbacksEntry, { optional: true, description: 'Models to go on with, in order: of the same type, none for embeddings.' })
  fallbacks?: FallbacksEntry;

  @Parts(() => TargetEntry, { maxItems: 50, description: 'All that can serve it.' })
  targets: TargetEntry[];
}
