// The part of check-file.ts that is about models: public names that collide, targets and prices that are said twice.
import { providerById } from '#providers/registry';
import type { FieldProblem } from '#server/errors/api-error';
import { fallbackProblems } from '../models/fallback-rules.js';
import type { CreateUnitPriceDto } from '../models/price.dto.js';
import { parseUnitPrices } from '../models/price-rules.js';
import { foreignName } from '../models/public-names.js';
import { parseUnitPrice } from '../models/unit-price.js';
import type { ConfigurationDto } from './configuration.dto.js';
import type { ModelEntry, PriceEntry, TargetEntry } from './configuration-models.dto.js';
import { type Fields, type Names, type Present, textOf } from './resources.js';
import { fallbacksFields, priceFields, targetPath } from './wanted.js';

export function modelProblems({ models }: ConfigurationDto, present: readonly Present[], hasCredential: Names): FieldProblem[] {
  const entries = [...(models ?? [])];
  const modelIds = new Set([...entries.map(([id]) => id), ...present.filter(({ kind }) => kind === 'model').map(({ path }) => path[0])]);
  const aliasOwners = new Map<string, string>();
  // An alias that stays, of a model that is none of the file's.
  const otherAliases = new Set(present.filter(({ kind, managedBy, fields }) => kind === 'alias' && managedBy !== 'file' && !models?.has(fields.model as string)).map(({ path }) => path[0]));
  const pricesThere = new Map(present.filter(({ kind }) => kind === 'price').map(({ path, fields }) => [JSON.stringify(path), textOf(fields)]));
  const fallbacks = fallbackRule(models, present);
  return entries.flatMap(([id, model]) => [
    ...(otherAliases.has(id) ? [problem(`models.${id}`, 'is an alias already, of a model that is managed through the API.')] : []),
    ...prefixProblems(`models.${id}`, id, model),
    ...fallbacks(id, model),
    ...(model.aliases ?? []).flatMap((alias, index) => {
      const place = `models.${id}.aliases[${index}]`;
      const owner = aliasOwners.get(alias);
      aliasOwners.set(alias, id);
      if (owner !== undefined) return [problem(place, `is an alias of ${owner} already.`)];
      return modelIds.has(alias) ? [problem(place, 'is the name of a model.')] : [];
    }),
    ...model.targets.flatMap((target, index) => targetProblems(`models.${id}.targets[${index}]`, target, model.targets.slice(0, index), {
      type: model.type, hasCredential,
      hasPrice: (one, { serviceTier, validFrom }, fields) =>
        pricesThere.get(JSON.stringify([...targetPath(id, one), serviceTier ?? 'default', new Date(validFrom).toISOString()])) === textOf(fields),
    })),
  ]);
}

interface TargetFacts { type: ModelEntry['type']; hasCredential: Names; hasPrice: (target: TargetEntry, price: PriceEntry, fields: Fields) => boolean }

const problem = (param: string, words: string): FieldProblem => ({ param, message: `${param} ${words}` });

/** Names of models, and aliases, are judged by the first target that would be tried. */
function prefixProblems(place: string, id: string, { aliases, targets }: ModelEntry): FieldProblem[] {
  const inOrder = targets.toSorted((one, other) => (one.priority ?? 0) - (other.priority ?? 0) || (other.weight ?? 1) - (one.weight ?? 1));
  const found = foreignName({ id, aliases: (aliases ?? []).map((alias) => ({ id: alias })), targets: inOrder.map(({ provider }) => ({ providerId: provider })) }, place);
  return found ? [found] : [];
}

/** Of a model by its id. One that the file lets go is not there; one that was retired may stay where it was fallen back on before. */
function fallbackRule(models: ConfigurationDto['models'], present: readonly Present[]): (id: string, model: ModelEntry) => FieldProblem[] {
  const there = new Map(present.filter(({ kind }) => kind === 'model').map((one) => [one.path[0], one]));
  return (id, { type, fallbacks }) => {
    const had = new Set(Object.values((there.get(id)?.fields.fallbacks ?? {}) as Record<string, string[]>).flat());
    const find = (name: string) => {
      const entry = models?.get(name);
      if (entry) return { type: entry.type, retired: false };
      const found = there.get(name);
      if (!found || found.managedBy === 'file') return undefined;
      return { type: found.fields.type as ModelEntry['type'], retired: found.fields.retired === true && !had.has(name) };
    };
    return fallbackProblems({ id, type, fallbacks: fallbacksFields(fallbacks) }, find, `models.${id}.fallbacks`);
  };
}

function targetProblems(place: string, target: TargetEntry, before: readonly TargetEntry[], { type, hasCredential, hasPrice }: TargetFacts): FieldProblem[] {
  const { provider, upstreamModel, credential, region, prices } = target;
  const isThere = before.some((other) => textOf(targetPath('', other)) === textOf(targetPath('', target)));
  return [
    ...(isThere ? [problem(place, `is there twice: ${[provider, upstreamModel, credential, region].filter((part) => part != null).join(', ')}.`)] : []),
    ...(credential == null || hasCredential('credential', [provider, credential]) ? [] : [problem(`${place}.credential`, `names no credential: ${provider} has none of the name "${credential}" in the file, and none that is managed through the API.`)]),
    ...(prices ?? []).flatMap((price, index) => {
      const at = `${place}.prices[${index}]`;
      if (providerById(provider)?.billing === 'free') return [problem(at, `has no effect: ${provider} is free.`)];
      const isTwice = (prices ?? []).slice(0, index).some((other) => (other.serviceTier ?? 'default') === (price.serviceTier ?? 'default') && Date.parse(other.validFrom) === Date.parse(price.validFrom));
      return isTwice ? [problem(`${at}.validFrom`, 'is there twice for this service tier.')] : unitProblems(at, price, type, (fields) => hasPrice(target, price, fields));
    }),
  ];
}

/** What is in force already may stand in the file as it is. */
function unitProblems(place: string, { unitPrices }: PriceEntry, type: ModelEntry['type'], isThere: (fields: Fields) => boolean): FieldProblem[] {
  const parsed = parseUnitPrices(unitPrices as CreateUnitPriceDto[], type);
  if ('unitPrices' in parsed) return [];
  const isReadable = unitPrices.every((unit) => parseUnitPrice(unit) !== undefined);
  if (isReadable && isThere(priceFields(unitPrices))) return [];
  return parsed.problems.map(({ param, message }) => ({ param: `${place}.${param}`, message: `${place}.${message}` }));
}
