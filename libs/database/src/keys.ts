// Questions about issued keys, and their changes. For the gate a key of an archived project does not exist; whoever issues keys
// sees it still.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import type { Client } from './client.js';
import { Database } from './database.js';
import { DatabaseError } from './errors.js';
import type { Prisma } from './generated/client.js';
import { issuedKeyRecord, keyRecord, withTiers, withUse, type IssuedKeyRecord, type KeySettings } from './key-record.js';
import { whereKeys, type KeyFilter } from './key-filter.js';
import { pageOf, type Page, type PageQuestion } from './page.js';
import type { KeyRecord } from './records.js';
import { missing, requireChangeable } from './row-state.js';

export interface NewKey extends KeySettings {
  projectId: string;
  /** SHA-256 of the secret, lower-case hex. */
  hash: string;
  last4: string;
}

/** `overlapUntil`: until when the secret of before works, too; null: it ends at once. */
export interface NewSecret { hash: string; last4: string; overlapUntil: Date | null }

type KeyRow = Prisma.ApiKeyGetPayload<{ include: typeof withUse }>;

@Injectable()
export class KeyRepository {
  constructor(private readonly database: Database) {}

  /** By the hash of its secret, or of the one before. */
  findByHash(hash: string): Promise<KeyRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.apiKey.findFirst({ where: { OR: [{ hash }, { previousHash: hash }], project: { archivedAt: null } }, include: withTiers });
      return row ? keyRecord(row) : undefined;
    });
  }

  /** Expired, revoked and disabled ones too: the gate tells them apart. */
  loadAll(): Promise<KeyRecord[]> {
    return this.database.ask(loadKeys);
  }

  /** The id of the project it is issued to; undefined: there is no such key. */
  projectOf(id: string): Promise<string | undefined> {
    return this.database.ask(async (client) => (await client.apiKey.findUnique({ where: { id }, select: { projectId: true } }))?.projectId);
  }

  find(id: string): Promise<IssuedKeyRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.apiKey.findUnique({ where: { id }, include: withUse });
      return row ? issuedKeyRecord(row) : undefined;
    });
  }

  /** As the open change sees it: nobody else changes it before that is over. Throws `missing`. */
  async findIn(change: Change, id: string): Promise<IssuedKeyRecord> {
    return issuedKeyRecord(await lock(change, id));
  }

  /** Newest first, of every state. */
  list(page: PageQuestion, filter: KeyFilter): Promise<Page<IssuedKeyRecord>> {
    return this.database.ask((client) => pageOf(page, issuedKeyRecord, (keyset) =>
      client.apiKey.findMany({ ...keyset, where: { AND: [whereKeys(filter), keyset.where] }, include: withUse })));
  }

  /** Oldest first, of every state. */
  listByProject(projectId: string): Promise<IssuedKeyRecord[]> {
    return this.database.ask(async (client) => {
      const rows = await client.apiKey.findMany({ where: { projectId }, include: withUse, orderBy: { id: 'asc' } });
      return rows.map(issuedKeyRecord);
    });
  }

  /** Throws `ended` when the project is archived, `missing` when it is not there. */
  async create(change: Change, key: NewKey): Promise<IssuedKeyRecord> {
    await requireLiveProject(change, key.projectId);
    const after = issuedKeyRecord(await change.client.apiKey.create({ data: { ...key, createdAt: change.at, managedBy: change.manages }, include: withUse }));
    note(change, 'key.create', undefined, after);
    return after;
  }

  /** Throws `missing`, `stale`, `file-managed`, and `ended` for a revoked key. */
  async update(change: Change, id: string, patch: Partial<KeySettings>, version?: number): Promise<IssuedKeyRecord> {
    const row = await lockLive(change, id);
    requireChangeable(change, row, version);
    return write(change, 'key.update', row, { ...patch, managedBy: change.manages });
  }

  /** As `update`. A key that is in this state already keeps the date of it. */
  async setDisabled(change: Change, id: string, disabled: boolean, version?: number): Promise<IssuedKeyRecord> {
    const row = await lockLive(change, id);
    requireChangeable(change, row, version);
    if (disabled === (row.disabledAt !== null)) return issuedKeyRecord(row);
    return write(change, disabled ? 'key.disable' : 'key.enable', row, { disabledAt: disabled ? change.at : null, managedBy: change.manages });
  }

  /** The secret of before the last rotation ends in any case. No secret is in the configuration file's hands. Throws `missing`, `stale`, `ended`. */
  async rotate(change: Change, id: string, { hash, last4, overlapUntil }: NewSecret, version?: number): Promise<IssuedKeyRecord> {
    const row = await lockLive(change, id);
    requireChangeable(change, { version: row.version }, version);
    await requireLiveProject(change, row.projectId);
    const previous = overlapUntil === null
      ? { previousHash: null, previousLast4: null, previousUntil: null }
      : { previousHash: row.hash, previousLast4: row.last4, previousUntil: overlapUntil };
    return write(change, 'key.rotate', row, { hash, last4, ...previous });
  }

  /** For good, whoever manages it: a secret that leaked must end at once. Does nothing to a key that is revoked already: the first date stays. */
  async revoke(change: Change, id: string, version?: number): Promise<IssuedKeyRecord> {
    const row = await lock(change, id);
    if (row.revokedAt !== null) return issuedKeyRecord(row);
    requireChangeable(change, { version: row.version }, version);
    return write(change, 'key.revoke', row, { revokedAt: change.at });
  }
}

const lock = async (change: Change, id: string): Promise<KeyRow> =>
  (await change.client.apiKey.findUnique({ where: { id }, include: withUse })) ?? missing('key');

async function lockLive(change: Change, id: string): Promise<KeyRow> {
  const row = await lock(change, id);
  if (row.revokedAt !== null) throw new DatabaseError('ended', 'The key is revoked, for good. Make another one.');
  return row;
}

async function write(change: Change, action: string, row: KeyRow, data: Prisma.ApiKeyUncheckedUpdateInput): Promise<IssuedKeyRecord> {
  const written = await change.client.apiKey.update({ where: { id: row.id }, data: { ...data, version: { increment: 1 } }, include: withUse });
  const after = issuedKeyRecord(written);
  note(change, action, issuedKeyRecord(row), after);
  return after;
}

/** `loadAll` inside somebody's transaction. */
export async function loadKeys(client: Client): Promise<KeyRecord[]> {
  const rows = await client.apiKey.findMany({ where: { project: { archivedAt: null } }, include: withTiers });
  return rows.map(keyRecord);
}

async function requireLiveProject(change: Change, id: string): Promise<void> {
  const project = (await change.client.project.findUnique({ where: { id }, select: { archivedAt: true } })) ?? missing('project');
  if (project.archivedAt !== null) throw new DatabaseError('ended', 'The project is archived. Bring it back first.');
}

/** Where a key was last used from is no part of what was changed. */
function note(change: Change, action: string, before: IssuedKeyRecord | undefined, after: IssuedKeyRecord): void {
  change.note({ action, resource: 'key', resourceId: after.id, projectId: after.projectId, before: withoutUse(before), after: withoutUse(after) });
}

function withoutUse(key: IssuedKeyRecord | undefined) {
  if (key === undefined) return undefined;
  const { lastUsed: _, ...changed } = key;
  return changed;
}
