// Brings a finished report to whom its schedule names. Those who have it do not get it again when another could not be reached.
import { Inject, Injectable } from '@nestjs/common';
import type { ClaimedRun } from '#database/saved-reports/report-runs';
import { Clock } from '#server/clock';
import { adminEnvToken, type AdminEnv } from '../env.js';
import type { Attachment } from '../mail/mailer.js';
import { ChannelSender } from '../notifications/channel-sender.js';
import type { UsageReportDto } from '../reports/report.dto.js';
import { ReportRecipients } from './recipients.js';
import { renderSentReport } from './render-sent-report.js';
import { savedReportLink } from './saved-report-link.js';

type Schedule = NonNullable<ClaimedRun['schedule']>;

export interface Delivered {
  /** Why not everybody has it; undefined: everybody does. */
  problem: string | undefined;
  takenBy: string[];
}

@Injectable()
export class ReportDelivery {
  constructor(
    private readonly channels: ChannelSender, private readonly recipients: ReportRecipients, @Inject(adminEnvToken) private readonly env: AdminEnv, private readonly clock: Clock,
  ) {}

  /** Whether there is anybody to send it to. */
  async hasRecipients({ channel, memberIds }: Schedule): Promise<boolean> {
    return channel !== null || (await this.recipients.addressesOf(memberIds)).length > 0;
  }

  async deliver({ run, report: saved }: ClaimedRun, { channel, memberIds }: Schedule, report: UsageReportDto, file: Attachment | undefined): Promise<Delivered> {
    const message = renderSentReport({ id: run.id, at: new Date(this.clock.now()), saved, report, link: savedReportLink(this.env, saved.id, report), file });
    if (channel) return { problem: await this.channels.send(channel, message), takenBy: [] };
    const takenBy = [...run.takenBy];
    const problems: string[] = [];
    for (const { id, email } of await this.recipients.addressesOf(memberIds)) {
      if (takenBy.includes(id)) continue;
      const problem = await this.channels.mail(email, message.letter);
      if (problem === undefined) takenBy.push(id);
      else problems.push(problem);
    }
    return { problem: problems.at(0), takenBy };
  }
}
