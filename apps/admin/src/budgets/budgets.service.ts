// The rules of budgets: whoever sets one must hold the permission where it counts; what has spend is archived, never deleted.
import { Injectable } from '@nestjs/common';
import { BudgetRepository, type ManagedBudget } from '#database/budgets';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import { ChannelRepository } from '#database/notification-channels';
import type { Page } from '#database/page';
import { picoUsd } from '#metering/money';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import { among } from '../access/among.js';
import type { Principal } from '../access/principal.js';
import { pageQuestion } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { invalid } from '../http/validation.js';
import { BudgetSubjects } from './budget-subjects.js';
import type { BudgetQueryDto, CreateBudgetDto, CreateRaiseDto, UpdateBudgetDto } from './budget.dto.js';
import { parseBudgetPatch, usualThresholds } from './parse-budget.js';

const longestRaiseMs = 366 * 86_400_000;

@Injectable()
export class BudgetsService {
  constructor(
    private readonly database: Database, private readonly budgets: BudgetRepository, private readonly subjects: BudgetSubjects,
    private readonly channels: ChannelRepository, private readonly clock: Clock,
  ) {}

  list(me: Principal, query: BudgetQueryDto): Promise<Page<ManagedBudget>> {
    const { projectId, scope, value, archived } = query;
    return this.budgets.list(pageQuestion(query), { projectIds: among(me.projectsWith('budget:read'), projectId), scope, value, archived: archived === 'true' });
  }

  async get(id: string): Promise<ManagedBudget> {
    return (await this.budgets.find(id)) ?? Promise.reject(notFound('budget'));
  }

  async create(me: Principal, by: Author, body: CreateBudgetDto): Promise<ManagedBudget> {
    const subject = await this.subjects.find(me, body);
    if (!me.may('budget:write', subject.projectId ?? undefined)) {
      throw new ApiError('forbidden', { message: subject.projectId === null ? 'A budget of no project needs the permission budget:write in the organisation.' : 'This needs the permission budget:write in the project.' });
    }
    await this.requireChannels(me, body.channelIds);
    const { name, window, mode = 'hard', channelIds = [] } = body;
    const { thresholds = usualThresholds } = parseBudgetPatch(body);
    const budget = { ...subject, name, window, mode, channelIds, thresholds, capPicoUsd: picoUsd(body.capUsd) };
    return this.database.change(by, this.now(), (change) => this.budgets.create(change, budget));
  }

  async update(me: Principal, by: Author, id: string, body: UpdateBudgetDto, version: number | undefined): Promise<ManagedBudget> {
    await this.requireChannels(me, body.channelIds);
    return this.database.change(by, this.now(), (change) => this.budgets.update(change, id, parseBudgetPatch(body), version));
  }

  archive(by: Author, id: string, version: number | undefined): Promise<ManagedBudget> {
    return this.database.change(by, this.now(), (change) => this.budgets.archive(change, id, version));
  }

  unarchive(by: Author, id: string, version: number | undefined): Promise<ManagedBudget> {
    return this.database.change(by, this.now(), (change) => this.budgets.unarchive(change, id, version));
  }

  raise(by: Author, id: string, { amountUsd, until, reason }: CreateRaiseDto): Promise<ManagedBudget> {
    const now = this.now();
    const [amountPicoUsd, end] = [picoUsd(amountUsd), new Date(until)];
    if (amountPicoUsd === 0n) throw invalid([{ param: 'amountUsd', message: 'amountUsd must be more than 0' }]);
    if (end <= now || end.getTime() > now.getTime() + longestRaiseMs) throw invalid([{ param: 'until', message: 'until must lie ahead, within a year from now' }]);
    return this.database.change(by, now, (change) => this.budgets.raise(change, id, { amountPicoUsd, until: end, reason }));
  }

  endRaise(by: Author, id: string, raiseId: string): Promise<ManagedBudget> {
    return this.database.change(by, this.now(), (change) => this.budgets.endRaise(change, id, raiseId));
  }

  /** Channels are the organisation's: whoever may not see them names none. */
  private async requireChannels(me: Principal, ids: readonly string[] = []): Promise<void> {
    if (ids.length === 0) return;
    if (!me.may('notification-channel:read')) throw new ApiError('forbidden', { param: 'channelIds', message: 'To set channelIds needs the permission notification-channel:read.' });
    const known = await this.channels.known(ids);
    const wrong = ids.findIndex((id) => !known.has(id));
    if (wrong >= 0) throw invalid([{ param: `channelIds[${wrong}]`, message: `channelIds[${wrong}] must be the id of a notification channel. There is no such channel.` }]);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
