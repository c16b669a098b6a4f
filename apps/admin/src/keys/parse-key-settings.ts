// What is said of a key, checked beyond its form, as it is stored. All that is wrong is told at once.
import { keyPresets, type Permission } from '#access/grants';
import { parseNetwork } from '#access/address-list';
import type { KeySettings } from '#database/key-record';
import type { FieldProblem } from '#server/errors/api-error';
import { invalid } from '../http/validation.js';
import { parseLimits } from '../tiers/limit.js';
import type { UpdateKeyDto } from './key.dto.js';
import { providerProblems } from './patterns.js';

/** Undefined fields are left as they are. Throws ApiError naming each field that is wrong. */
export function parseKeySettings(body: UpdateKeyDto, now: Date): Partial<KeySettings> {
  const { preset: _, allowedAddresses, limits, expiresAt, ...plain } = body;
  const networks = allowedAddresses?.map(parseNetwork);
  const expiry = expiresAt == null ? expiresAt : new Date(expiresAt);
  const problems = [
    ...permissionProblems(body),
    ...providerProblems('allowedProviders', body.allowedProviders),
    ...providerProblems('deniedProviders', body.deniedProviders),
    ...networkProblems(networks),
    ...expiryProblems(expiry, now),
  ];
  if (problems.length > 0) throw invalid(problems);
  return {
    ...plain,
    permissions: chosenPermissions(body),
    allowedAddresses: networks && [...new Set(networks as string[])],
    limits: limits && parseLimits(limits),
    expiresAt: expiry,
  };
}

/** Undefined: neither permissions nor a preset were given. */
function chosenPermissions({ permissions, preset }: UpdateKeyDto): Permission[] | undefined {
  const chosen = permissions ?? keyPresets.find(({ id }) => id === preset)?.permissions;
  return chosen && [...new Set(chosen)];
}

function permissionProblems({ permissions, preset }: UpdateKeyDto): FieldProblem[] {
  return permissions && preset ? [{ param: 'preset', message: 'preset and permissions say the same thing. Give one of the two.' }] : [];
}

function networkProblems(networks: (string | undefined)[] | undefined): FieldProblem[] {
  return (networks ?? []).flatMap((network, index) => (network !== undefined ? [] : [{
    param: `allowedAddresses[${index}]`, message: `allowedAddresses[${index}] must be an IPv4 or IPv6 address, or a network like "10.0.0.0/8".`,
  }]));
}

function expiryProblems(expiry: Date | null | undefined, now: Date): FieldProblem[] {
  return expiry == null || expiry > now ? [] : [{ param: 'expiresAt', message: 'expiresAt must be in the future.' }];
}
