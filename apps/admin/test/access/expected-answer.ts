// What a route answers to a caller, by the table of permissions: pass, or which refusal.
import type { Need } from '../../src/access/route-access.js';
import type { Route } from './all-routes.js';
import { holds, type Caller } from './callers.js';

export type Outcome = 'passes' | 401 | 403 | 404;

/** `caller` null: nobody signed in. */
export function expectedAnswer({ access, path }: Route, caller: Caller | null): Outcome {
  if (access === undefined) return 403;
  if (access.kind === 'public') return 'passes';
  if (caller === null) return 401;
  return access.kind === 'signed-in' ? 'passes' : neededAnswer(access.need, path, caller);
}

function neededAnswer({ permission, scope }: Need, path: string, caller: Caller): Outcome {
  const isItem = path.includes(':');
  const places = typeof scope === 'object' ? ['here'] as const : ['here', 'elsewhere'] as const;
  if (isItem && !holds(caller, knowledgeOf(permission, scope), places)) return 404;
  return holds(caller, permission, places) ? 'passes' : 403;
}

/** Without it the resource does not exist for a caller. */
function knowledgeOf(permission: string, scope: Need['scope']): string {
  if (typeof scope === 'object') return `${Object.keys(scope)[0]}:read`;
  return `${permission.slice(0, permission.indexOf(':')).replace(/^price$/, 'model')}:read`;
}
