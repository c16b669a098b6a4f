// What a report by end user or tag has beside the values: what is without one.
import { measureColumns } from './sums.js';
import type { UsageQuestion } from './usage-query.js';

/** What of `everything` has not the label: the difference to `labelled`. */
export function withoutLabel({ groupBy }: UsageQuestion): string {
  const keys = ['start', ...groupBy.map((_, index) => `g${index + 1}`)].join(', ');
  return `
    SELECT * FROM (
      SELECT ${keys}, NULL AS label, ${measureColumns.map((column) => `sum(${column}) AS ${column}`).join(', ')} FROM (
        SELECT ${keys}, ${measureColumns.join(', ')} FROM everything
        UNION ALL SELECT ${keys}, ${measureColumns.map((column) => `-${column}`).join(', ')} FROM labelled) AS both_sides
      GROUP BY ${keys}) AS none
    WHERE ${measureColumns.map((column) => `${column} <> 0`).join(' OR ')}`;
}
