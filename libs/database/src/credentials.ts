// Questions about the credentials of providers, as admins manage them. A record never holds the secret, sealed or not.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import { DatabaseError } from './errors.js';
import type { Credential } from './generated/client.js';
import { pageOf, type Page, type PageQuestion } from './page.js';
import type { ManagedBy } from './records.js';
import { missing, requireChangeable } from './row-state.js';

export type CredentialState = 'active' | 'disabled' | 'removed';

export interface CredentialRecord extends Omit<Credential, 'secret' | 'managedBy'> {
  hasSecret: boolean;
  managedBy: ManagedBy;
}

/** A secret as it is stored: sealed, the row's id as associated data. `last4` is null where it would show too much of it. */
export interface SealedSecret { secret: Uint8Array<ArrayBuffer>; last4: string | null }

export interface NewCredential {
  /** Made by whoever sealed the secret (row-id.ts). */
  id: string;
  providerId: string;
  name: string;
  baseUrl: string | null;
  sealed: SealedSecret | null;
}

export interface CredentialPatch { name?: string; baseUrl?: string | null; sealed?: SealedSecret }

@Injectable()
export class CredentialRepository {
  constructor(private readonly database: Database) {}

  /** Removed ones, too. */
  find(id: string): Promise<CredentialRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.credential.findUnique({ where: { id } });
      return row ? credentialRecord(row) : undefined;
    });
  }

  /** The sealed secret; null: it has none. */
  findSealed(id: string): Promise<Uint8Array | null> {
    return this.database.ask(async (client) => (await client.credential.findUnique({ where: { id }, select: { secret: true } }))?.secret ?? null);
  }

  /** Newest first. Without a state: all that are not removed. */
  list(page: PageQuestion, filter: { providerId?: string | undefined; state?: CredentialState | undefined } = {}): Promise<Page<CredentialRecord>> {
    return this.database.ask((client) => {
      const where = { ...(filter.providerId !== undefined && { providerId: filter.providerId }), ...whereState(filter.state) };
      return pageOf(page, credentialRecord, (keyset) => client.credential.findMany({ ...keyset, where: { ...where, ...keyset.where } }));
    });
  }

  /** Every one that is not removed: a configuration holds few. */
  listAll(): Promise<CredentialRecord[]> {
    return this.database.ask(async (client) => (await client.credential.findMany({ where: { removedAt: null }, orderBy: { id: 'asc' } })).map(credentialRecord));
  }

  /** All sealed secrets, by id. */
  listSealed(): Promise<{ id: string; secret: Uint8Array }[]> {
    return this.database.ask(async (client) => {
      const rows = await client.credential.findMany({ where: { secret: { not: null } }, select: { id: true, secret: true }, orderBy: { id: 'asc' } });
      return rows.flatMap(({ id, secret }) => (secret ? [{ id, secret }] : []));
    });
  }

  /** `find` as the open change sees it. */
  async seekIn(change: Change, id: string): Promise<CredentialRecord | undefined> {
    const row = await change.client.credential.findUnique({ where: { id } });
    return row ? credentialRecord(row) : undefined;
  }

  /** What a change is about to touch. Throws `missing` (removed ones, too), `stale`, `file-managed`. */
  async forChange(change: Change, id: string, version?: number): Promise<CredentialRecord> {
    const found = await this.seekIn(change, id);
    if (!found || found.removedAt !== null) return missing('credential');
    requireChangeable(change, found, version);
    return found;
  }

  /** Throws `conflict` when the provider has one of this name. */
  async create(change: Change, { sealed, ...credential }: NewCredential): Promise<CredentialRecord> {
    const data = { ...credential, ...sealed, createdAt: change.at, managedBy: change.manages };
    const after = credentialRecord(await change.client.credential.create({ data }));
    change.note({ action: 'credential.create', resource: 'credential', resourceId: after.id, after });
    return after;
  }

  /** Throws `missing` (removed ones, too), `stale`, `file-managed`, `conflict`. With `sealed` it gets another secret. */
  async update(change: Change, id: string, { sealed, ...patch }: CredentialPatch, version?: number): Promise<CredentialRecord> {
    const before = await this.forChange(change, id, version);
    const isElsewhere = patch.baseUrl !== undefined && patch.baseUrl !== before.baseUrl;
    return this.write(change, id, { action: 'update', data: { ...patch, ...(isElsewhere && untested), ...(sealed && rotated(change, sealed)) }, version });
  }

  /** Throws like `update`. */
  rotate(change: Change, id: string, sealed: SealedSecret, version?: number): Promise<CredentialRecord> {
    return this.write(change, id, { action: 'rotate', data: rotated(change, sealed), version });
  }

  /** Throws like `update`. Does nothing to one that is in that state. */
  async setDisabled(change: Change, id: string, disabled: boolean, version?: number): Promise<CredentialRecord> {
    const before = await this.forChange(change, id, version);
    if ((before.disabledAt !== null) === disabled) return before;
    return this.write(change, id, { action: disabled ? 'disable' : 'enable', data: { disabledAt: disabled ? change.at : null }, version });
  }

  /** Wipes its secret and frees its name; the row stays, since the ledger names it. Throws like `update`, and `in-use` while a target is pinned to it. */
  async remove(change: Change, id: string, version?: number): Promise<void> {
    const before = await this.forChange(change, id, version);
    const pinned = await change.client.target.count({ where: { credentialId: id, retiredAt: null } });
    if (pinned > 0) throw new DatabaseError('in-use', `The credential is the one that ${pinned === 1 ? 'a target is' : `${pinned} targets are`} to use.`);
    await this.write(change, id, { action: 'remove', data: { name: `${before.name} (removed ${id})`, secret: null, removedAt: change.at }, version });
  }

  /**
   * What a test of it gave, unless it was changed meanwhile. No change of the configuration: it makes no new version and no row of
   * the audit log.
   */
  async recordTest({ id, version }: Pick<CredentialRecord, 'id' | 'version'>, at: Date, outcome: string): Promise<void> {
    await this.database.ask((client) => client.credential.updateMany({ where: { id, version }, data: { testedAt: at, testOutcome: outcome } }));
  }

  /** Replaces secrets that another key sealed. The same secrets as before: no new version, one row of the audit log for all. */
  async reseal(change: Change, rows: readonly { id: string; from: Uint8Array; to: Uint8Array<ArrayBuffer> }[]): Promise<void> {
    let count = 0;
    for (const { id, from, to } of rows) // one that was rotated meanwhile is another secret
      count += (await change.client.credential.updateMany({ where: { id, secret: Uint8Array.from(from) }, data: { secret: to } })).count;
    if (count > 0) change.note({ action: 'credential.reseal', resource: 'credential', resourceId: 'all', after: { count } });
  }

  private async write(
    change: Change, id: string, { action, data, version }: { action: string; data: Partial<Credential>; version: number | undefined },
  ): Promise<CredentialRecord> {
    const before = await this.forChange(change, id, version);
    const row = await change.client.credential.update({ where: { id }, data: { ...data, managedBy: change.manages, version: { increment: 1 } } });
    const after = credentialRecord(row);
    change.note({ action: `credential.${action}`, resource: 'credential', resourceId: id, before, after });
    return after;
  }
}

/** What came of testing the old secret, or at the old address, says nothing of the new one. */
const untested = { testedAt: null, testOutcome: null };

const rotated = (change: Change, sealed: SealedSecret) => ({ ...sealed, rotatedAt: change.at, ...untested });

function credentialRecord({ secret, managedBy, ...row }: Credential): CredentialRecord {
  return { ...row, hasSecret: secret !== null, managedBy: managedBy as ManagedBy };
}

function whereState(state: CredentialState | undefined) {
  if (state === 'removed') return { removedAt: { not: null } };
  return { removedAt: null, ...(state !== undefined && { disabledAt: state === 'disabled' ? { not: null } : null }) };
}
