// Whoever is signed in, as GET /api/session and every way of signing in show it.
import type { MemberRecord } from '#database/members';
import { csrfTokenOf } from '../access/csrf.js';
import type { Principal } from '../access/principal.js';
import type { SessionDto } from './session.dto.js';

/** `session` undefined: signed in by an access token. */
export function renderSession(member: MemberRecord, me: Principal, session: { secret: string; expiresAt: Date } | undefined): SessionDto {
  const { id, email, name, role, projectRoles, hasPassword, hasTotp } = member;
  const projects = Object.fromEntries(projectRoles.map(({ projectId }) => [projectId, [...me.held(projectId)]]));
  return {
    member: { id, email, name, role, projectRoles: projectRoles.map(({ projectId, role }) => ({ projectId, role })), hasPassword, hasTotp },
    permissions: { organisation: [...me.held()], projects },
    csrfToken: session ? csrfTokenOf(session.secret) : null,
    expiresAt: session?.expiresAt.toISOString() ?? null,
  };
}
