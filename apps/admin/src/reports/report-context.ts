// What every report needs to know of the organisation: its settings, and which day it is there.
import { Injectable } from '@nestjs/common';
import { SettingsRepository } from '#database/settings';
import { dayAt } from '#metering/budgets/local-days';
import { Clock } from '#server/clock';
import type { ReportContext } from './parse-report.js';
import { dayText } from './spans.js';

@Injectable()
export class ReportContexts {
  constructor(private readonly settings: SettingsRepository, private readonly clock: Clock) {}

  async now(): Promise<ReportContext> {
    const settings = await this.settings.read();
    return { settings, today: dayText(dayAt(settings.timeZone, this.clock.now())) };
  }
}
