// The event of a budget in the three forms in which it is sent: JSON for programs, a line for chats, a letter.
import type { BudgetEvent, Delivery } from '#database/budget-events';
import { usdText } from '#metering/money';
import type { Message } from './channel-sender.js';

export interface Notice {
  event: BudgetEvent;
  budget: Delivery['budget'];
  /** Null: its window never ends. */
  windowEnd: Date | null;
  isTest: boolean;
}

/** Amounts are US dollars in decimal text. */
function renderWebhook({ event, budget, windowEnd, isTest }: Notice): string {
  const { id, name, scope, value, projectId, window, mode } = budget;
  return JSON.stringify({
    id: event.id, type: 'budget.threshold', test: isTest, at: event.at.toISOString(),
    budget: { id, name, scope, value, projectId, window, mode },
    windowStart: event.windowStart.toISOString(), windowEnd: windowEnd?.toISOString() ?? null,
    percent: event.percent, spentUsd: usdText(event.spentPicoUsd), capUsd: usdText(event.capPicoUsd),
  });
}

function renderLine({ event, budget, windowEnd, isTest }: Notice): string {
  const { percent, spentPicoUsd, capPicoUsd } = event;
  const until = windowEnd === null ? '' : ` until ${windowEnd.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const full = percent < 100 ? '' : budget.mode === 'hard' ? ' Requests that would cost more are refused.' : ' It is a soft budget: nothing is refused.';
  return `${isTest ? 'This is a test. ' : ''}The budget "${budget.name}" has reached ${percent} %: $${usdText(spentPicoUsd)} of $${usdText(capPicoUsd)} are spent (${budget.window}${until}).${full}`;
}

export function renderNotice(notice: Notice): Message {
  const { event: { percent }, budget: { name }, isTest } = notice;
  const line = renderLine(notice);
  return { webhook: renderWebhook(notice), line, letter: { subject: `${isTest ? 'Test: ' : ''}Budget "${name}" has reached ${percent} %`, text: `${line}\n` } };
}
