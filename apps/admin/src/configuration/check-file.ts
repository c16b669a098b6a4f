// What no single field can show to be wrong in a file: names that name nothing, what is said twice or against itself. All of it is
// told at once, each with its place in the file.
import { parseNetwork } from '#access/address-list';
import { parseBaseUrl } from '#providers/base-url';
import { providerById } from '#providers/registry';
import type { FieldProblem } from '#server/errors/api-error';
import { providerProblems } from '../keys/patterns.js';
import { budgetProblems } from './check-budgets.js';
import { modelProblems } from './check-models.js';
import type { ConfigurationDto, CredentialEntry, KeyEntry } from './configuration.dto.js';
import { keyOf, type Kind, type Known, type Names, type Present } from './resources.js';
import { normalBaseUrl } from './wanted.js';

/** `outside`: what a file may name and not make, by `keyOf`. */
export interface Surroundings { present: readonly Present[]; outside: ReadonlySet<string>; allowPrivate: boolean }

export function problemsOfFile(file: ConfigurationDto, { present, outside, allowPrivate }: Surroundings): FieldProblem[] {
  const known = new Map(present.map((one) => [keyOf(one), one]));
  const stays = (kind: Kind, path: readonly string[]) => (known.get(keyOf({ kind, path }))?.managedBy ?? 'file') !== 'file';
  const hasTier: Names = (kind, [name = '']) => (file.tiers?.has(name) ?? false) || stays(kind, [name]);
  const hasCredential: Names = (kind, path) => (file.providers?.get(path[0] ?? '')?.credentials.has(path[1] ?? '') ?? false) || stays(kind, path);
  const has = (kind: Known, ...path: string[]): boolean => {
    if (kind === 'member' || kind === 'notification-channel') return outside.has(keyOf({ kind, path }));
    const project = file.projects?.get(path[0] ?? '');
    // A key of a project that is in the file is the file's, or stays.
    return (kind === 'project' ? project !== undefined : project?.keys?.has(path[1] ?? '') ?? false) || stays(kind, path);
  };
  return [
    ...[...(file.projects ?? [])].flatMap(([name, project]) => [
      ...tierProblems(`projects.${name}.tier`, project.tier, hasTier),
      ...[...(project.keys ?? [])].flatMap(([key, entry]) => keyProblems(`projects.${name}.keys.${key}`, entry, hasTier)),
    ]),
    ...[...(file.providers ?? [])].flatMap(([providerId, { credentials }]) => [...credentials].flatMap(([name, entry]) =>
      credentialProblems(`providers.${providerId}.credentials.${name}`, entry, { allowPrivate, needsSecret: needsSecret(providerId, entry, known.get(keyOf({ kind: 'credential', path: [providerId, name] }))) }))),
    ...modelProblems(file, present, hasCredential),
    ...budgetProblems(file, present, has),
  ];
}

const problem = (param: string, words: string): FieldProblem => ({ param, message: `${param} ${words}` });

function tierProblems(param: string, tier: string | null | undefined, has: Names): FieldProblem[] {
  return tier == null || has('tier', [tier]) ? [] : [problem(param, `names no tier: there is no "${tier}" in the file, and none that is managed through the API.`)];
}

function keyProblems(place: string, key: KeyEntry, hasTier: Names): FieldProblem[] {
  const isOneGiven = (key.permissions == null) !== (key.preset == null);
  const providerPatterns = (['allowedProviders', 'deniedProviders'] as const).flatMap((field) => providerProblems(`${place}.${field}`, key[field] ?? []));
  const addresses = (key.allowedAddresses ?? []).flatMap((address, index) => (parseNetwork(address) !== undefined ? [] : [
    problem(`${place}.allowedAddresses[${index}]`, 'must be an IPv4 or IPv6 address, or a network like "10.0.0.0/8".')]));
  return [
    ...(isOneGiven ? [] : [problem(`${place}.permissions`, 'must be given, or a preset in their place; not both.')]),
    ...providerPatterns, ...addresses, ...tierProblems(`${place}.tier`, key.tier, hasTier),
  ];
}

/** A stored secret is sent nowhere else than where it was meant to go: with another base URL it has to be said again. */
function needsSecret(providerId: string, { baseUrl }: CredentialEntry, present: Present | undefined): string | undefined {
  const isStored = (present?.fields.secret ?? null) !== null;
  if (isStored && present?.fields.baseUrl !== normalBaseUrl(baseUrl)) return 'must be given: the base URL is another one, and the stored secret is not sent there.';
  return !isStored && providerById(providerId)?.credential === 'required' ? 'must be given: this provider cannot be used without a secret.' : undefined;
}

function credentialProblems(place: string, { secret, secretFrom, baseUrl }: CredentialEntry, { allowPrivate, needsSecret }: { allowPrivate: boolean; needsSecret: string | undefined }): FieldProblem[] {
  const parsed = baseUrl == null ? undefined : parseBaseUrl(baseUrl, { allowPrivate });
  return [
    ...(parsed && 'problem' in parsed ? [problem(`${place}.baseUrl`, `${parsed.problem}.`)] : []),
    ...(secretFrom && secret == null ? [problem(`${place}.secretFrom`, 'is read by "aiproxy apply", where it runs. Here, send what it found as secret.')] : []),
    ...(needsSecret !== undefined && secret == null && !secretFrom ? [problem(`${place}.secretFrom`, needsSecret)] : []),
  ];
}
