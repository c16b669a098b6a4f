// The rules of keys: who may give what to whom, and secrets that are shown once.
import { Injectable } from '@nestjs/common';
import { mintKey } from '#access/key';
import type { Author, Change } from '#database/change';
import { Database } from '#database/database';
import type { IssuedKeyRecord } from '#database/key-record';
import { KeyRepository } from '#database/keys';
import { MemberRepository } from '#database/members';
import type { Page } from '#database/page';
import { TierRepository } from '#database/tiers';
import { Clock } from '#server/clock';
import { among } from '../access/among.js';
import type { Principal } from '../access/principal.js';
import { parseTagFilter } from '../http/field-rules.js';
import { pageQuestion } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { invalid } from '../http/validation.js';
import { requireTier } from '../tiers/require-tier.js';
import type { KeyQueryDto } from './key-answer.dto.js';
import type { CreateKeyDto, UpdateKeyDto } from './key.dto.js';
import { mayOwn, requireHeld, requireLimiting } from './key-rules.js';
import { parseKeySettings } from './parse-key-settings.js';

export interface MadeSecret { key: IssuedKeyRecord; secret: string }

@Injectable()
export class KeysService {
  constructor(
    private readonly database: Database, private readonly keys: KeyRepository, private readonly tiers: TierRepository,
    private readonly members: MemberRepository, private readonly clock: Clock,
  ) {}

  list(me: Principal, query: KeyQueryDto): Promise<Page<IssuedKeyRecord>> {
    const { projectId, name, state, ownerId, tag } = query;
    return this.keys.list(pageQuestion(query), {
      projectIds: among(me.projectsWith('key:read'), projectId), name, ownerId, tag: parseTagFilter(tag), state: state && { is: state, now: this.now() },
    });
  }

  async get(id: string): Promise<IssuedKeyRecord> {
    return (await this.keys.find(id)) ?? Promise.reject(notFound('key'));
  }

  async create(me: Principal, by: Author, projectId: string, body: CreateKeyDto): Promise<MadeSecret> {
    const { permissions, ...settings } = await this.check(me, projectId, body);
    if (permissions === undefined) throw invalid([{ param: 'permissions', message: 'permissions must be given, or a preset. See /api/key-permissions.' }]);
    const { secret, ...stored } = mintKey();
    const key = await this.database.change(by, this.now(), (change) =>
      this.keys.create(change, { ...settings, ...stored, projectId, name: body.name, permissions }));
    return { key, secret };
  }

  async update(me: Principal, by: Author, id: string, body: UpdateKeyDto, version: number | undefined): Promise<IssuedKeyRecord> {
    const patch = await this.check(me, (await this.get(id)).projectId, body);
    return this.database.change(by, this.now(), async (change) => {
      if (body.expiresAt !== undefined) await this.requireAllHeld(me, change, id); // a later end wakes an expired key
      return this.keys.update(change, id, patch, version);
    });
  }

  disable(by: Author, id: string, version: number | undefined): Promise<IssuedKeyRecord> {
    return this.database.change(by, this.now(), (change) => this.keys.setDisabled(change, id, true, version));
  }

  /** Whoever wakes a key gives it again what it may do. */
  enable(me: Principal, by: Author, id: string, version: number | undefined): Promise<IssuedKeyRecord> {
    return this.database.change(by, this.now(), async (change) => {
      await this.requireAllHeld(me, change, id);
      return this.keys.setDisabled(change, id, false, version);
    });
  }

  revoke(by: Author, id: string, version: number | undefined): Promise<IssuedKeyRecord> {
    return this.database.change(by, this.now(), (change) => this.keys.revoke(change, id, version));
  }

  /** Whoever rotates a key has its secret, and with it all that it may do. */
  async rotate(me: Principal, by: Author, id: string, overlapSeconds: number, version: number | undefined): Promise<MadeSecret> {
    const { secret, ...stored } = mintKey();
    const now = this.now();
    const overlapUntil = overlapSeconds > 0 ? new Date(now.getTime() + overlapSeconds * 1000) : null;
    const key = await this.database.change(by, now, async (change) => {
      await this.requireAllHeld(me, change, id);
      return this.keys.rotate(change, id, { ...stored, overlapUntil }, version);
    });
    return { key, secret };
  }

  now(): Date {
    return new Date(this.clock.now());
  }

  private async check(me: Principal, projectId: string, body: UpdateKeyDto) {
    const settings = parseKeySettings(body, this.now());
    requireHeld(me, projectId, settings.permissions, body.preset === undefined ? 'permissions' : 'preset');
    requireLimiting(me, projectId, body);
    await requireTier(this.tiers, body.tierId);
    const { ownerId } = body;
    if (ownerId != null && !mayOwn(await this.members.find(ownerId), projectId)) {
      throw invalid([{ param: 'ownerId', message: 'ownerId must be the id of a member who may read the project.' }]);
    }
    return settings;
  }

  private async requireAllHeld(me: Principal, change: Change, id: string): Promise<void> {
    const { projectId, permissions } = await this.keys.findIn(change, id);
    requireHeld(me, projectId, permissions, null);
  }
}
