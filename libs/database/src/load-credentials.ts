// The credentials of providers as the proxy uses them: sealed, for this room has no key to open them.
import type { Client } from './client.js';
import type { StoredCredential } from './records.js';

/** Those that are in use, neither disabled nor removed; oldest first. Inside somebody's transaction. */
export async function loadCredentials(client: Client): Promise<StoredCredential[]> {
  return client.credential.findMany({
    where: { disabledAt: null, removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, providerId: true, secret: true, baseUrl: true },
  });
}
