// All keys, models and credentials in memory, so that no request waits for Postgres. A change anywhere is seen within half a second; while
// Postgres is away the last state stands and tells its age.
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { AskedKeys } from './asked-keys.js';
import type { BudgetRecord } from './budget-record.js';
import type { Database } from './database.js';
import { DatabaseError } from './errors.js';
import { loadBudgets } from './load-budgets.js';
import { loadCredentials } from './load-credentials.js';
import { loadDrills } from './load-drills.js';
import { loadKeys, type KeyRepository } from './keys.js';
import { loadModels } from './models.js';
import type { DrillRecord, KeyRecord, ModelRecord, StoredCredential } from './records.js';
import { RevisionWatch } from './revision-watch.js';
import { loadSettings, type SettingsRecord } from './settings.js';

const pollMs = 500;
const longestPauseMs = 5000;

interface State {
  revision: bigint;
  keys: ReadonlyMap<string, KeyRecord>;
  models: ReadonlyMap<string, ModelRecord>;
  credentials: readonly StoredCredential[];
  drills: readonly DrillRecord[];
  budgets: readonly BudgetRecord[];
  settings: SettingsRecord;
}

const noModels: State['models'] = new Map();
const noCredentials: State['credentials'] = [];
const noDrills: State['drills'] = [];
const noBudgets: State['budgets'] = [];
const usualSettings: SettingsRecord = {
  organisationName: '', timeZone: 'UTC', currency: 'USD', fiscalYearStartMonth: 1, fiscalYearStartDay: 1, moneyDecimals: 2, rounding: 'half-even', numberLocale: 'en-US', version: 1,
};

export class Snapshot implements OnModuleInit, OnApplicationShutdown {
  private state: State | undefined;
  private confirmedAt = 0;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  private refreshing: Promise<void> | undefined;
  private stopped = false;
  private readonly asked = new AskedKeys();
  private readonly watch: RevisionWatch;

  /** `now` in milliseconds of the epoch. */
  constructor(private readonly database: Database, private readonly keyRepository: KeyRepository, private readonly now: () => number = Date.now) {
    this.watch = new RevisionWatch(database.url, () => this.schedule(0));
  }

  /** Loads once, then polls. A database that is away does not stop the start: nobody is served before the first load. */
  async onModuleInit(): Promise<void> {
    await this.poll();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.refreshing?.catch(() => undefined);
    await this.watch.close();
  }

  get isLoaded(): boolean {
    return this.state !== undefined;
  }

  /** How long ago Postgres last confirmed what is in memory; infinite before the first load. */
  ageMs(now: number): number {
    return this.state ? Math.max(0, now - this.confirmedAt) : Infinity;
  }

  /** By the SHA-256 (lower-case hex) of the secret. */
  findKey(hash: string): KeyRecord | undefined {
    return this.state?.keys.get(hash);
  }

  /**
   * A key that memory does not know: it may be younger than the last poll. At most 20 questions a second, and one per key in five
   * seconds. Rejects with `unavailable` beyond that, and when Postgres cannot be asked: not known is not the same as wrong.
   */
  askForKey(hash: string, now: number): Promise<KeyRecord | undefined> {
    if (!this.isLoaded || this.failures > 0) return Promise.reject(new DatabaseError('unavailable', 'the database cannot be asked for a key'));
    return this.asked.find(hash, now, () => this.keyRepository.findByHash(hash));
  }

  /** By public id and by alias; a new map whenever something changed. */
  get models(): ReadonlyMap<string, ModelRecord> {
    return this.state?.models ?? noModels;
  }

  /** In use, sealed, oldest first; a new list whenever something changed. */
  get credentials(): readonly StoredCredential[] {
    return this.state?.credentials ?? noCredentials;
  }

  /** Those that are not over, under way or ahead; each tells its own time. */
  get drills(): readonly DrillRecord[] {
    return this.state?.drills ?? noDrills;
  }

  /** In use, with the raises that are not over; a new list whenever something changed. */
  get budgets(): readonly BudgetRecord[] {
    return this.state?.budgets ?? noBudgets;
  }

  /** The organisation's time zone and calendar among them. */
  get settings(): SettingsRecord {
    return this.state?.settings ?? usualSettings;
  }

  /** Brings memory up to date now; who changes the configuration calls it, so that the change holds at once in this process. */
  async refresh(): Promise<void> {
    await this.refreshing?.catch(() => undefined); // one under way may have read before the change
    this.refreshing ??= this.load().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async load(): Promise<void> {
    const askedAt = this.now();
    const revision = await this.watch.read();
    if (revision !== this.state?.revision) {
      this.state = await this.database.inTransaction(async (client) => {
        const { number } = await client.revision.findUniqueOrThrow({ where: { id: 1 } });
        const [keys, models, credentials] = [await loadKeys(client), await loadModels(client), await loadCredentials(client)];
        const now = new Date(this.now());
        const [drills, budgets, settings] = [await loadDrills(client, now), await loadBudgets(client, now), await loadSettings(client)];
        return { revision: number, keys: keysByHash(keys), models: modelsByName(models), credentials, drills, budgets, settings };
      });
      this.asked.forget();
    }
    this.confirmedAt = askedAt;
  }

  private async poll(): Promise<void> {
    try {
      await this.refresh();
      this.failures = 0;
    } catch {
      this.failures += 1; // told by ageMs
    }
    this.schedule(Math.min(pollMs * 2 ** this.failures, longestPauseMs));
  }

  private schedule(afterMs: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.poll(), afterMs).unref();
  }
}

/** A rotated key is found by both its secrets; the gate asks whether the older one still works. */
function keysByHash(keys: readonly KeyRecord[]): ReadonlyMap<string, KeyRecord> {
  return new Map(keys.flatMap((key) => (key.previous ? [[key.previous.hash, key], [key.hash, key]] : [[key.hash, key]] as const) as [string, KeyRecord][]));
}

/** An alias never stands in the way of a model's own id. */
function modelsByName(models: readonly ModelRecord[]): ReadonlyMap<string, ModelRecord> {
  const byName = new Map(models.map((model) => [model.id, model]));
  for (const model of models) for (const alias of model.aliases) if (!byName.has(alias)) byName.set(alias, model);
  return byName;
}
