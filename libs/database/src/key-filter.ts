// Which keys a list shows: each condition that is given, all together.
import type { Prisma } from './generated/client.js';

export const keyStates = ['active', 'disabled', 'revoked', 'expired'] as const;
export type KeyState = (typeof keyStates)[number];

export interface KeyFilter {
  /** Of these projects alone. */
  projectIds?: readonly string[] | undefined;
  /** A part of it, in any case. */
  name?: string | undefined;
  state?: { is: KeyState; now: Date } | undefined;
  ownerId?: string | undefined;
  tag?: { name: string; value: string } | undefined;
}

/** What is for good goes before what can be undone, in the list and wherever a state is shown. */
export function keyStateOf(key: { revokedAt: Date | null; disabledAt: Date | null; expiresAt: Date | null }, now: Date): KeyState {
  if (key.revokedAt !== null) return 'revoked';
  if (key.disabledAt !== null) return 'disabled';
  return key.expiresAt !== null && key.expiresAt <= now ? 'expired' : 'active';
}

export function whereKeys({ projectIds, name, state, ownerId, tag }: KeyFilter): Prisma.ApiKeyWhereInput {
  return {
    AND: [
      projectIds === undefined ? {} : { projectId: { in: [...projectIds] } },
      name === undefined ? {} : { name: { contains: name, mode: 'insensitive' } },
      state === undefined ? {} : whereState(state.is, state.now),
      ownerId === undefined ? {} : { ownerId },
      tag === undefined ? {} : { tags: { path: [tag.name], equals: tag.value } },
    ],
  };
}

function whereState(state: KeyState, now: Date): Prisma.ApiKeyWhereInput {
  const enabled = { revokedAt: null, disabledAt: null };
  return {
    revoked: { revokedAt: { not: null } },
    disabled: { revokedAt: null, disabledAt: { not: null } },
    expired: { ...enabled, expiresAt: { lte: now } },
    active: { ...enabled, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  }[state];
}
