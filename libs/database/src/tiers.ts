// Questions about tiers, the named sets of rate limits.
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import type { TierRecord } from './records.js';

export type NewTier = Omit<TierRecord, 'id'>;

@Injectable()
export class TierRepository {
  constructor(private readonly database: Database) {}

  findByName(name: string): Promise<TierRecord | undefined> {
    return this.database.ask(async (client) => (await client.tier.findUnique({ where: { name }, omit: { createdAt: true } })) ?? undefined);
  }

  /** Throws `conflict` when the name is taken. */
  create(tier: NewTier): Promise<TierRecord> {
    return this.database.ask((client) => client.tier.create({ data: tier, omit: { createdAt: true } }));
  }
}
