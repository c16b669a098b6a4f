import { describeBudgetsAnyOrder } from '../test/budgets-any-order.suite.js';
import { describeBudgetStore, describeForgetting } from '../test/budgets.suite.js';
import { InProcessBudgets } from './in-process-budgets.js';

const create = () => new InProcessBudgets();
describeBudgetStore('InProcessBudgets', create);
describeBudgetsAnyOrder('InProcessBudgets', create);
describeForgetting('InProcessBudgets', create);
