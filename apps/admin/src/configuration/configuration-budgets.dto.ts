// The part of the configuration file that is about budgets: whose cost is capped, at what, over which window, and whom that is told to.
import { budgetScopes, budgetWindows, type BudgetScope, type BudgetWindow } from '#database/budget-record';
import { budgetModes, type BudgetMode } from '../budgets/budget.dto.js';
import { Is } from './entry.js';
import { listOf, oneOf, text, whole, written } from './rules.js';

const amount = written(String.raw`^\d{1,15}(\.\d{1,12})?$`, 'an amount of US dollars as text, like "12.50"');

export class BudgetEntry {
  @Is(oneOf(budgetScopes), { description: 'Whose cost counts. It cannot be changed: give another budget another name.' })
  scope: BudgetScope;

  @Is(text(200), { description: 'The name of the key or project, the e-mail address of the member (their keys), the end user, the tag as name=value, or the id of the model, also a pattern with *.' })
  value: string;

  @Is(text(100), { optional: true, description: 'The name of the project of a key. Of an end user, a tag or a model: within this project alone.' })
  project?: string;

  @Is(oneOf(budgetWindows), { description: "In the organisation's time zone; weeks begin on Monday. A total never begins anew." })
  window: BudgetWindow;

  @Is(amount, { description: 'US dollars, at most 12 decimals: what may be charged in a window.' })
  capUsd: string;

  @Is(oneOf(budgetModes), { optional: true, description: 'hard refuses what would cost more, soft only tells. Default: hard.' })
  mode?: BudgetMode;

  @Is(listOf(whole(1, 1000), 20), { optional: true, description: 'Percent of the cap at which the channels are told, once in each window. Default: 50, 80, 100.' })
  thresholds?: number[];

  @Is(listOf(text(100), 20), { optional: true, description: 'The names of notification channels, which are made through the API.' })
  channels?: string[];
}
