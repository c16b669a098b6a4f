// Does the steps that are about budgets.
import { Injectable } from '@nestjs/common';
import type { BudgetScope, BudgetSubject, BudgetWindow } from '#database/budget-record';
import { BudgetRepository } from '#database/budgets';
import { picoUsd } from '#metering/money';
import type { BudgetMode } from '../budgets/budget.dto.js';
import { changes, changesBeside, isLetGo, type Applying } from './applying.js';
import type { Fields, Step } from './resources.js';

@Injectable()
export class BudgetSteps {
  constructor(private readonly budgets: BudgetRepository) {}

  async budget(step: Step, applying: Applying): Promise<void> {
    const { change } = applying;
    if (isLetGo(step)) {
      if (changes(step, 'archived')) await this.budgets.archive(change, step.id!);
      return applying.release(step, 'budget');
    }
    const settings = budgetSettings(step.fields!, applying);
    if (step.action === 'create') {
      const budget = { ...settings, ...subjectOf(step.fields!, applying), name: step.path[0] };
      return applying.made(step, (await this.budgets.create(change, budget)).id);
    }
    if (changes(step, 'archived')) await this.budgets.unarchive(change, step.id!);
    const moved = changes(step, 'value') && { value: subjectOf(step.fields!, applying).value };
    if (changesBeside(step, 'archived')) await this.budgets.update(change, step.id!, { ...settings, ...moved });
  }
}

const budgetSettings = ({ window, capUsd, mode, thresholds, channels }: Fields, applying: Applying) => ({
  window: window as BudgetWindow, capPicoUsd: picoUsd(capUsd as string), mode: mode as BudgetMode, thresholds: thresholds as number[],
  channelIds: (channels as string[]).map((name) => applying.idOf('notification-channel', name)),
});

function subjectOf({ scope: given, value, project }: Fields, applying: Applying): BudgetSubject {
  const [scope, name] = [given as BudgetScope, value as string];
  const projectId = project === null ? null : applying.idOf('project', project as string);
  if (scope === 'key') return { scope, value: applying.idOf('key', project as string, name), projectId };
  if (scope === 'member') return { scope, value: applying.idOf('member', name), projectId };
  if (scope !== 'project') return { scope, value: name, projectId };
  const own = applying.idOf('project', name);
  return { scope, value: own, projectId: own };
}
