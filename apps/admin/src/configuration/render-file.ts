// The present state in the shape of the file, as far as a file can say it: what is archived, retired or revoked is left out, and of
// models what is the catalogue's alone. No secret is in it.
import { usualThresholds } from '../budgets/parse-budget.js';
import { textOf, type Fields, type Kind, type Plain, type Present } from './resources.js';

/** What a field is when a file leaves it out. */
const defaults: Fields = {
  modelLimits: [], costCentre: null, basisPoints: 0, tags: {}, allowedModels: [], deniedModels: [], allowedProviders: [], deniedProviders: [],
  allowedAddresses: [], expiresAt: null, tier: null, limits: {}, endUserPolicy: 'optional', disabled: false, baseUrl: null, contextWindow: null,
  maxOutputTokens: null, capabilities: [], aliases: [], credential: null, priority: 0, weight: 1, region: null, timeouts: {}, strategy: 'weighted', fallbacks: {}, onHangUp: 'abort', project: null, mode: 'hard', thresholds: [...usualThresholds], channels: [], keepBodies: 'none', keepBodiesDays: 7, prices: [], keys: {},
};

/** That something is in use is said by its being in a file; a secret is said by nobody. */
const unsaid: ReadonlySet<string> = new Set(['archived', 'retired', 'secret']);

export function renderFile(present: readonly Present[]): object {
  const of = (kind: Kind, ...path: string[]) => present.filter((one) => one.kind === kind && path.every((part, index) => one.path[index] === part));
  const inUse = (kind: Kind, ...path: string[]) => of(kind, ...path).filter(({ fields }) => fields.archived !== true && fields.retired !== true);
  const projects = inUse('project').map(({ path: [name], fields }): Named => (
    [name, said({ ...fields, keys: named(of('key', name).map(({ path, fields }) => [path[1], said(fields)])) })]));
  const providerIds = [...new Set(of('credential').map(({ path }) => path[0]))];
  const providers = providerIds.map((id): Named => [id, { credentials: named(of('credential', id).map(({ path, fields }) => [path[1], said(fields)])) }]);
  const models = inUse('model').flatMap((model) => (isCatalogues(model, present) ? [] : [renderModel(model, inUse('target', model.path[0]), present)]));
  const plain = (all: Present[]) => named(all.map(({ path: [name], fields }) => [name, said(fields)]));
  return {
    version: 1, tiers: plain(of('tier')), projects: named(projects), providers: named(providers), models: named(models), budgets: plain(inUse('budget')),
  };
}

type Named = [string, Fields];

/** Names may be anything, `__proto__` too. */
const named = (entries: Named[]): Fields => Object.fromEntries(entries);

const said = (fields: Fields): Fields => Object.fromEntries(
  Object.entries(fields).filter(([name, value]) => !unsaid.has(name) && (!(name in defaults) || textOf(value) !== textOf(defaults[name]))));

/** Nobody else has anything to do with it. */
function isCatalogues({ path: [id], managedBy }: Present, present: readonly Present[]): boolean {
  const parts = present.filter(({ kind, path, fields }) => (kind === 'alias' ? fields.model === id : (kind === 'target' || kind === 'price') && path[0] === id));
  return [managedBy, ...parts.map((part) => part.managedBy)].every((owner) => owner === 'catalogue');
}

function renderModel({ path: [id], fields }: Present, targets: readonly Present[], present: readonly Present[]): Named {
  const aliases = present.filter(({ kind, fields }) => kind === 'alias' && fields.model === id).map(({ path }) => path[0]);
  return [id, said({ ...fields, aliases, targets: targets.map((target) => renderTarget(target, present)) })];
}

function renderTarget({ path, fields: place }: Present, present: readonly Present[]): Plain {
  const [, provider, upstreamModel] = path;
  const ofTarget = present.filter((one) => one.kind === 'price' && path.every((part, index) => one.path[index] === part));
  const prices = ofTarget.map(({ path: [, , , , , serviceTier, validFrom], fields }) => ({ validFrom, ...(serviceTier !== 'default' && { serviceTier }), ...fields }));
  return { provider, upstreamModel, ...said({ ...place, prices }) };
}
