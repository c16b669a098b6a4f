// Which table of sums answers a question: the smallest one that knows all dimensions it names and can be cut where it is cut.
import type { UsageDimension, UsageQuestion } from './usage-query.js';

export interface ReportTable {
  name: string;
  /** Its column of time: a local day, the first day of a month, or a moment. */
  time: 'day' | 'month' | 'quarter';
  /** The table that its `group_id` leads to. */
  groups?: 'usage_group' | 'label_group';
}

type Asked = Pick<UsageQuestion, 'interval' | 'from' | 'until' | 'groupBy' | 'filter' | 'label' | 'fiscalStartDay'>;

export function chooseTable(question: Asked): ReportTable {
  if (question.interval === 'hour') return { name: 'usage_quarter_hour', time: 'quarter' };
  const byMonth = isByMonth(question);
  const dimensions = [...question.groupBy, ...Object.keys(question.filter) as UsageDimension[]];
  if (question.label && byMonth && dimensions.length === 0) return { name: 'value_month', time: 'month' };
  if (question.label) return byMonth ? { name: 'label_month', time: 'month', groups: 'label_group' } : { name: 'label_day', time: 'day', groups: 'label_group' };
  // Days of projects are fewer than months of everything.
  if (dimensions.every((dimension) => dimension === 'project' || dimension === 'confidence')) return { name: 'project_day', time: 'day' };
  return byMonth ? { name: 'usage_month', time: 'month', groups: 'usage_group' } : { name: 'usage_day', time: 'day', groups: 'usage_group' };
}

/** Whole months make up every interval of it. */
function isByMonth({ interval, from, until, fiscalStartDay }: Asked): boolean {
  const ofMonths = interval === 'month' || interval === 'quarter' || interval === 'total' || (interval === 'fiscal-month' && fiscalStartDay === 1);
  return ofMonths && from.endsWith('-01') && until.endsWith('-01');
}
