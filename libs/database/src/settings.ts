// The organisation's own settings: its name, its time zone and calendar, its currency and how amounts are shown. One row.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import type { Client } from './client.js';
import { Database } from './database.js';
import type { Settings } from './generated/client.js';
import { requireChangeable } from './row-state.js';

export const roundings = ['half-even', 'half-up'] as const;
export type Rounding = (typeof roundings)[number];

/** The organisation's own settings. */
export interface SettingsRecord {
  organisationName: string;
  /** IANA name: days, weeks and months of money are this zone's. */
  timeZone: string;
  /** ISO 4217, of what reports show. */
  currency: string;
  /** 1 to 12: the month with which the fiscal year begins. */
  fiscalYearStartMonth: number;
  /** 1 to 28: the day of that month, and of every fiscal month. */
  fiscalYearStartDay: number;
  /** 0 to 12, of amounts that are shown. */
  moneyDecimals: number;
  /** Of a half: to the even neighbour, or away from zero. */
  rounding: Rounding;
  /** BCP 47: the separators of numbers. */
  numberLocale: string;
  /** Counts changes: the resource's ETag. */
  version: number;
}

export type SettingsPatch = Partial<Omit<SettingsRecord, 'version'>>;

@Injectable()
export class SettingsRepository {
  constructor(private readonly database: Database) {}

  read(): Promise<SettingsRecord> {
    return this.database.ask(loadSettings);
  }

  /** Throws `stale` (another version than `version`), and `unstorable` for a time zone that Postgres does not know. */
  async update(change: Change, patch: SettingsPatch, version?: number): Promise<SettingsRecord> {
    const before = await loadSettings(change.client);
    requireChangeable(change, before, version);
    const after = settingsRecord(await change.client.settings.update({ where: { id: 1 }, data: { ...patch, version: { increment: 1 } } }));
    change.note({ action: 'settings.update', resource: 'settings', resourceId: 'organisation', before, after });
    return after;
  }
}

export async function loadSettings(client: Client): Promise<SettingsRecord> {
  return settingsRecord(await client.settings.findUniqueOrThrow({ where: { id: 1 } }));
}

const settingsRecord = ({ id: _id, rounding, ...settings }: Settings): SettingsRecord => ({ ...settings, rounding: rounding as Rounding });
