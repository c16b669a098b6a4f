// Brings a finished report to whom its schedule names. Those who have it do not get it again when another could not be reached.
import { Inject, Injectable } from '@nestjs/common';
import { systemAuthor } from '#database/change';
import { Database } from '#database/database';
import type { ClaimedRun } from '#database/saved-reports/report-runs';
import { Clock } from '#server/clock';
import { adminEnvToken, type AdminEnv } from '../env.js';
import type { Letter } from '../mail/mailer.js';
import { ChannelSender } from '../notifications/channel-sender.js';
import type { UsageReportDto } from '../reports/report.dto.js';
import { ReportRecipients } from './recipients.js';
import { renderSentReport, type SentReport } from './render-sent-report.js';
import { savedReportLink } from './saved-report-link.js';

type Schedule = NonNullable<ClaimedRun['schedule']>;

export interface Delivered {
  /** Why not everybody has it; undefined: everybody does. */
  problem: string | undefined;
  takenBy: string[];
}

/** A mail server that hangs must not keep this process from stopping. */
const mailsWithinMs = 60_000;

@Injectable()
export class ReportDelivery {
  constructor(
    private readonly channels: ChannelSender, private readonly recipients: ReportRecipients, private readonly database: Database,
    @Inject(adminEnvToken) private readonly env: AdminEnv, private readonly clock: Clock,
  ) {}

  /** Whether there is anybody to send it to. */
  async hasRecipients({ channel, memberIds }: Schedule): Promise<boolean> {
    return channel !== null || (await this.recipients.addressesOf(memberIds)).length > 0;
  }

  async deliver(claimed: ClaimedRun, schedule: Schedule, finished: Pick<SentReport, 'report' | 'file' | 'money'>): Promise<Delivered> {
    const { report } = finished;
    const { run, report: saved } = claimed;
    const { channel, memberIds } = schedule;
    if (run.spanFrom === null) await this.note(claimed, schedule, report);
    const message = renderSentReport({ id: run.id, at: new Date(this.clock.now()), saved, link: savedReportLink(this.env, saved.id, report), ...finished });
    if (channel) return { problem: await this.channels.send(channel, message), takenBy: [] };
    const members = (await this.recipients.addressesOf(memberIds)).filter(({ id }) => !run.takenBy.includes(id));
    const { problem, takenBy } = await this.mail(members, message.letter);
    return { problem, takenBy: [...run.takenBy, ...takenBy] };
  }

  /** Like an export, it is in the audit log before anything goes out; once, however often it is tried. */
  private async note({ run, report: saved }: ClaimedRun, { id: scheduleId, format, memberIds, channelId }: Schedule, { from, to, rowCount: rows }: UsageReportDto): Promise<void> {
    await this.database.change(systemAuthor('start'), new Date(this.clock.now()), (change) => {
      change.note({ action: 'saved-report.send', resource: 'saved-report', resourceId: saved.id, after: { runId: run.id, scheduleId, format, from, to, rows, memberIds, channelId } });
      return Promise.resolve();
    });
  }

  private async mail(members: readonly { id: string; email: string }[], letter: Letter): Promise<Delivered> {
    const untilMs = this.clock.now() + mailsWithinMs;
    const done: Delivered = { problem: undefined, takenBy: [] };
    for (const { id, email } of members) {
      const problem = this.clock.now() < untilMs ? await this.channels.mail(email, letter) : 'The mail server is slow: some are still to be sent.';
      if (problem === undefined) done.takenBy.push(id);
      else done.problem ??= problem;
    }
    return done;
  }
}
