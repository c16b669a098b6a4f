// What the configuration file no longer names is given back: from then on the API may change it again.
import type { Change } from './change.js';
import type { Client } from './client.js';
import { missing } from './row-state.js';

export type ReleasableKind = 'tier' | 'project' | 'key' | 'credential' | 'model' | 'target' | 'budget';

/** Inside a change of the file's own. `projectId`: of a key or project. Throws `missing`. */
export async function release(change: Change, kind: ReleasableKind, id: string, projectId: string | null = null): Promise<void> {
  const released = await writers[kind](change.client, { id });
  if (released.count === 0) missing(kind);
  change.note({ action: `${kind}.release`, resource: kind, resourceId: id, projectId, before: { managedBy: 'file' }, after: { managedBy: 'api' } });
}

const version = { increment: 1 };
const managed = { managedBy: 'api', version };
const sourced = { source: 'admin', version };

const writers: Record<ReleasableKind, (client: Client, where: { id: string }) => Promise<{ count: number }>> = {
  tier: (client, where) => client.tier.updateMany({ where, data: managed }),
  project: (client, where) => client.project.updateMany({ where, data: managed }),
  key: (client, where) => client.apiKey.updateMany({ where, data: managed }),
  credential: (client, where) => client.credential.updateMany({ where, data: managed }),
  model: (client, where) => client.model.updateMany({ where, data: sourced }),
  budget: (client, where) => client.budget.updateMany({ where, data: managed }),
  target: (client, where) => client.target.updateMany({ where, data: sourced }),
};
