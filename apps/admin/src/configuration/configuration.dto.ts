// The configuration file: what aiproxy.yaml may hold. Everything is written by name; ids are the database's alone. A field that is
// left out has its default, a resource that is left out is let go.
import { keyPresets, permissions } from '#access/grants';
import { keepBodies, onHangUps, type KeepBodies, type OnHangUp } from '#database/records';
import type { Limit } from '../tiers/limit.js';
import { BudgetEntry } from './configuration-budgets.dto.js';
import { ModelEntry, providerId, publicId } from './configuration-models.dto.js';
import { Is, Named, Part, Parts } from './entry.js';
import { choiceOf, limit, listOf, moment, oneOf, text, textsByName, truth, whole, written } from './rules.js';

const name = text(100);
// Like the API's own (AreTags of http/field-rules.ts).
const inherited = Object.getOwnPropertyNames(Object.prototype).toSorted().join('|');
const tags = textsByName(
  16, String.raw`^(?!(${inherited})$)[^\p{Cc}\p{Cs}=,:]{1,64}$`, String.raw`^[^\p{Cc}\p{Cs}]{1,64}$`,
  'at most 16 names and texts of 1 to 64 characters each, no name with "=", "," or ":", none like "toString"');
const patterns = listOf(written(String.raw`^[!-~]{1,200}$`, 'a name or a pattern with "*" of 1 to 200 visible characters'), 100);

export class LimitsEntry {
  @Is(limit, { description: 'Requests in a minute, or "unlimited".' })
  requestsPerMinute: Limit;

  @Is(limit, { description: 'Requests in a day (UTC), or "unlimited".' })
  requestsPerDay: Limit;

  @Is(limit, { description: 'Tokens, in and out, in a minute, or "unlimited".' })
  tokensPerMinute: Limit;

  @Is(limit, { description: 'Requests under way at once, or "unlimited".' })
  concurrentRequests: Limit;
}

export class ModelLimitsEntry extends LimitsEntry {
  @Is(text(200), { description: 'The models it is about: a pattern with * over their public ids.' })
  models: string;
}

export class TierEntry extends LimitsEntry {
  @Parts(() => ModelLimitsEntry, { maxItems: 50, optional: true, description: 'Further limits for the models that match.' })
  modelLimits?: ModelLimitsEntry[];
}

export class KeyLimitsEntry {
  @Is(limit, { optional: true, description: 'Requests in a minute, or "unlimited".' })
  requestsPerMinute?: Limit;

  @Is(limit, { optional: true, description: 'Requests in a day (UTC), or "unlimited".' })
  requestsPerDay?: Limit;

  @Is(limit, { optional: true, description: 'Tokens, in and out, in a minute, or "unlimited".' })
  tokensPerMinute?: Limit;

  @Is(limit, { optional: true, description: 'Requests under way at once, or "unlimited".' })
  concurrentRequests?: Limit;
}

export class KeyEntry {
  @Is(listOf(oneOf(permissions.map(({ id }) => id)), permissions.length), { optional: true, description: 'What it may do. Either this or a preset.' })
  permissions?: string[];

  @Is(oneOf(keyPresets.map(({ id }) => id)), { optional: true, description: 'A choice of permissions that is often needed.' })
  preset?: string;

  @Is(patterns, { optional: true, description: 'The models that it may ask for: patterns with *. None: all.' })
  allowedModels?: string[];

  @Is(patterns, { optional: true, description: 'The models that it may not ask for, whatever is allowed.' })
  deniedModels?: string[];

  @Is(patterns, { optional: true, description: 'The providers that may serve it: ids, or patterns with *. None: all.' })
  allowedProviders?: string[];

  @Is(patterns, { optional: true, description: 'The providers that may not serve it, whatever is allowed.' })
  deniedProviders?: string[];

  @Is(listOf(text(50), 100), { optional: true, description: 'Addresses and networks (CIDR) that it may be used from. None: any.' })
  allowedAddresses?: string[];

  @Is(moment, { optional: true, description: 'From then on it does not work. A date is its first moment in UTC.' })
  expiresAt?: string;

  @Is(name, { optional: true, description: "The name of a tier, instead of the project's." })
  tier?: string;

  @Part(() => KeyLimitsEntry, { optional: true, description: "Limits in place of the tier's." })
  limits?: KeyLimitsEntry;

  @Is(tags, { optional: true, description: 'What its requests are tagged with.' })
  tags?: Record<string, string>;

  @Is(oneOf(['optional', 'required', 'ignored']), { optional: true, description: 'Whether requests must name their end user. Default: optional.' })
  endUserPolicy?: 'optional' | 'required' | 'ignored';

  @Is(truth, { optional: true, description: 'It does not work while this is true.' })
  disabled?: boolean;
}

export class ProjectEntry {
  @Is(name, { description: 'The name of the tier that it subscribes to.' })
  tier: string;

  @Is(name, { optional: true, description: 'Where its costs are booked.' })
  costCentre?: string;

  @Is(whole(-10_000, 100_000), { optional: true, description: 'Markup on the list price in hundredths of a percent; a discount when negative. Default: 0.' })
  basisPoints?: number;

  @Is(tags, { optional: true, description: 'What its requests are tagged with.' })
  tags?: Record<string, string>;

  @Is(oneOf(onHangUps), { optional: true, description: 'What becomes of an answer whose caller leaves: ended at once, or read on, within bounds, so that its usage is exact. Default: abort.' })
  onHangUp?: OnHangUp;

  @Is(oneOf(keepBodies), { optional: true, description: 'What is kept, sealed, of what is said: nothing, the requests, or the answers too. Default: none.' })
  keepBodies?: KeepBodies;

  @Is(whole(1, 90), { optional: true, description: 'For how many days. Default: 7.' })
  keepBodiesDays?: number;

  @Named(() => KeyEntry, { names: name, optional: true, description: 'Its keys by name. The secret of a new one is shown once, when the file is applied.' })
  keys?: Map<string, KeyEntry>;
}

export class CredentialEntry {
  @Is(choiceOf(['env', 'file'], '{env: NAME} or {file: path}'), { optional: true, description: 'Where "aiproxy apply" finds the secret, on the machine where it runs.' })
  secretFrom?: { env: string } | { file: string };

  @Is(written(String.raw`^[!-~]{1,4000}$`, 'of 1 to 4000 visible characters'), { optional: true, notInFile: true, description: 'What was found there. Without it the stored secret stays.' })
  secret?: string;

  @Is(text(2000), { optional: true, description: "Instead of the provider's own base URL." })
  baseUrl?: string;

  @Is(truth, { optional: true, description: 'It is not used while this is true.' })
  disabled?: boolean;
}

export class ProviderEntry {
  @Named(() => CredentialEntry, { names: name, description: 'Its credentials by name.' })
  credentials: Map<string, CredentialEntry>;
}

export class ConfigurationDto {
  @Is(oneOf([1]), { description: 'Of this format.' })
  version: 1;

  @Named(() => TierEntry, { names: name, optional: true, description: 'Named sets of rate limits.' })
  tiers?: Map<string, TierEntry>;

  @Named(() => ProjectEntry, { names: name, optional: true, description: 'Who pays, with the keys issued to them.' })
  projects?: Map<string, ProjectEntry>;

  @Named(() => ProviderEntry, { names: providerId, optional: true, description: 'Connected providers by id.' })
  providers?: Map<string, ProviderEntry>;

  @Named(() => ModelEntry, { names: publicId, optional: true, description: "Models by the name that callers ask for. The catalogue's own need no entry; one that has an entry is no longer the catalogue's." })
  models?: Map<string, ModelEntry>;

  @Named(() => BudgetEntry, { names: name, optional: true, description: 'Caps on what is charged, over windows of time.' })
  budgets?: Map<string, BudgetEntry>;
}
