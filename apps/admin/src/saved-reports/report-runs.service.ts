// Has a saved report sent at once; the runner does it.
import { Injectable } from '@nestjs/common';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import { ReportRunRepository, type RunRecord } from '#database/saved-reports/report-runs';
import { ReportScheduleRepository } from '#database/saved-reports/report-schedules';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';

@Injectable()
export class ReportRunsService {
  constructor(private readonly database: Database, private readonly runs: ReportRunRepository, private readonly schedules: ReportScheduleRepository, private readonly clock: Clock) {}

  /** Throws DatabaseError `missing`, ApiError (409) while one is under way. */
  start(by: Author, reportId: string, scheduleId: string): Promise<RunRecord> {
    return this.database.change(by, new Date(this.clock.now()), async (change) => {
      const run = await this.runs.beginNow(change, await this.schedules.findIn(change, reportId, scheduleId));
      if (!run) throw new ApiError('conflict', { message: 'It is being sent already.' });
      return run;
    });
  }
}
