// The part of check-file.ts that is about models: public names that collide, targets and prices that are said twice.
import { providerById, providers } from '#providers/registry';
import type { FieldProblem } from '#server/errors/api-error';
import { isPerPiece, parseUnitPrice } from './amounts.js';
import type { Names } from './check-file.js';
import type { ConfigurationDto, ModelEntry, PriceEntry, TargetEntry } from './configuration.dto.js';
import type { Present } from './resources.js';

export function modelProblems({ models }: ConfigurationDto, present: readonly Present[], hasCredential: Names): FieldProblem[] {
  const entries = [...(models ?? [])];
  const modelIds = new Set([...entries.map(([id]) => id), ...present.filter(({ kind }) => kind === 'model').map(({ path }) => path[0])]);
  const aliasOwners = new Map<string, string>();
  // An alias that stays, of a model that is none of the file's.
  const otherAliases = new Set(present.filter(({ kind, managedBy, fields }) => kind === 'alias' && managedBy !== 'file' && !models?.has(fields.model as string)).map(({ path }) => path[0]));
  return entries.flatMap(([id, model]) => [
    ...(otherAliases.has(id) ? [problem(`models.${id}`, 'is an alias already, of a model that is managed through the API.')] : []),
    ...prefixProblems(`models.${id}`, id, model),
    ...(model.aliases ?? []).flatMap((alias, index) => {
      const place = `models.${id}.aliases[${index}]`;
      const owner = aliasOwners.get(alias);
      aliasOwners.set(alias, id);
      if (owner !== undefined) return [problem(place, `is an alias of ${owner} already.`)];
      return modelIds.has(alias) ? [problem(place, 'is the name of a model.')] : prefixProblems(place, alias, model);
    }),
    ...model.targets.flatMap((target, index) => targetProblems(`models.${id}.targets[${index}]`, target, model.targets.slice(0, index), hasCredential)),
  ]);
}

const problem = (param: string, words: string): FieldProblem => ({ param, message: `${param} ${words}` });

/** A name may say whose the model is, never that it is somebody else's. */
function prefixProblems(place: string, name: string, { targets }: ModelEntry): FieldProblem[] {
  const prefix = Object.keys(providers).find((id) => name.startsWith(`${id}/`));
  return prefix === undefined || targets[0]?.provider === prefix ? [] : [problem(place, `must not begin with "${prefix}/": that says another provider serves it.`)];
}

function targetProblems(place: string, target: TargetEntry, before: readonly TargetEntry[], hasCredential: Names): FieldProblem[] {
  const { provider, upstreamModel, credential, prices } = target;
  const isThere = before.some((other) => other.provider === provider && other.upstreamModel === upstreamModel);
  return [
    ...(isThere ? [problem(place, `is there twice: ${provider}, ${upstreamModel}.`)] : []),
    ...(credential == null || hasCredential('credential', [provider, credential]) ? [] : [problem(`${place}.credential`, `names no credential: ${provider} has none of the name "${credential}" in the file, and none that is managed through the API.`)]),
    ...(prices ?? []).flatMap((price, index) => priceProblems(`${place}.prices[${index}]`, price, (prices ?? []).slice(0, index), provider)),
  ];
}

function priceProblems(place: string, { validFrom, serviceTier, unitPrices }: PriceEntry, before: readonly PriceEntry[], provider: string): FieldProblem[] {
  const isThere = before.some((other) => (other.serviceTier ?? 'default') === (serviceTier ?? 'default') && Date.parse(other.validFrom) === Date.parse(validFrom));
  return [
    ...(providerById(provider)?.billing === 'free' ? [problem(place, `has no effect: ${provider} is free.`)] : []),
    ...(isThere ? [problem(`${place}.validFrom`, 'is there twice for this service tier.')] : []),
    ...unitPrices.flatMap((unit, index) => {
      const at = `${place}.unitPrices[${index}]`;
      if (unitPrices.slice(0, index).some((other) => other.bucket === unit.bucket && (other.fromInputTokens ?? 0) === (unit.fromInputTokens ?? 0))) return [problem(at, `says ${unit.bucket} twice.`)];
      if (parseUnitPrice(unit) !== undefined) return [];
      return [problem(at, isPerPiece(unit.bucket) ? `must say usdPerUnit alone: ${unit.bucket} is paid by the piece.` : 'must say usdPerMillionTokens alone, with at most 6 decimals.')];
    }),
  ];
}
