// What an app imports to ask Postgres: the pool, the repositories and the snapshot, for one URL.
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from './database.js';
import { KeyRepository } from './keys.js';
import { LedgerRepository } from './ledger.js';
import { ModelRepository } from './models.js';
import { ProjectRepository } from './projects.js';
import { Snapshot } from './snapshot.js';
import { TierRepository } from './tiers.js';

const repositories = [KeyRepository, LedgerRepository, ModelRepository, ProjectRepository, TierRepository];

@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static at(url: string): DynamicModule {
    const snapshot = {
      provide: Snapshot,
      inject: [Database, KeyRepository],
      useFactory: (database: Database, keys: KeyRepository) => new Snapshot(database, keys),
    };
    return {
      module: DatabaseModule,
      providers: [{ provide: Database, useFactory: () => new Database(url) }, ...repositories, snapshot],
      exports: [Database, ...repositories, Snapshot],
    };
  }

  /** After the snapshot's own: Nest calls a module's hook when its providers are done. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
