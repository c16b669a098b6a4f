// When each key was last used, and from where: written in batches by whoever lets keys in. No configuration, so no revision.
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';

export interface KeyUseRecord {
  keyId: string;
  usedAt: Date;
  address: string;
  /** The user agent, shortened. */
  client: string;
}

@Injectable()
export class KeyUseRepository {
  constructor(private readonly database: Database) {}

  /**
   * One statement for all of them, each key once. A later use that another process has written stays; keys that are gone are
   * skipped. By key, so that two processes take their rows in one order and never wait for each other in a circle.
   */
  async recordMany(uses: readonly KeyUseRecord[]): Promise<void> {
    if (uses.length === 0) return;
    const rows = JSON.stringify(uses.map(({ keyId, usedAt, address, client }) => ({ key_id: keyId, used_at: usedAt, address, client })));
    await this.database.ask((client) => client.$executeRaw`
      INSERT INTO key_use (key_id, used_at, address, client)
      SELECT key_id, used_at, address, client
      FROM json_populate_recordset(NULL::key_use, ${rows}::json) JOIN api_key ON api_key.id = key_id
      ORDER BY key_id
      ON CONFLICT (key_id) DO UPDATE SET used_at = EXCLUDED.used_at, address = EXCLUDED.address, client = EXCLUDED.client
      WHERE EXCLUDED.used_at > key_use.used_at`);
  }
}
