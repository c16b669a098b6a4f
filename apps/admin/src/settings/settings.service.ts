// The rules of the organisation's settings.
import { Injectable } from '@nestjs/common';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import { DatabaseError } from '#database/errors';
import { SettingsRepository, type SettingsRecord } from '#database/settings';
import { Clock } from '#server/clock';
import { invalid } from '../http/validation.js';
import type { UpdateSettingsDto } from './settings.dto.js';

@Injectable()
export class SettingsService {
  constructor(private readonly database: Database, private readonly settings: SettingsRepository, private readonly clock: Clock) {}

  read(): Promise<SettingsRecord> {
    return this.settings.read();
  }

  async update(by: Author, body: UpdateSettingsDto, version: number | undefined): Promise<SettingsRecord> {
    try {
      return await this.database.change(by, new Date(this.clock.now()), (change) => this.settings.update(change, body, version));
    } catch (error) {
      // The database has zone data of its own, and works with them.
      const isZone = error instanceof DatabaseError && error.kind === 'unstorable' && body.timeZone !== undefined;
      throw isZone ? invalid([{ param: 'timeZone', message: 'timeZone must be the name of a time zone that the database knows, too' }]) : error;
    }
  }
}
