// A usage report as a table, with its totals under it.
import type { components } from '#admin-api';
import { renderTable } from './render-table.js';
import type { ShowAmount } from './show-amount.js';

type Report = components['schemas']['UsageReportDto'];

export function renderReport({ from, to, timeZone, currency, groupBy, rows, rowCount, total, isSettled }: Report, show: ShowAmount): string {
  const groups = Object.fromEntries(groupBy.map((by, index) => [by, (row: Report['rows'][number]) => row.groups[index].name]));
  const table = renderTable(rows, {
    start: ({ start }) => start, ...groups, charged: ({ figures }) => show(figures.charged, currency.code), list: ({ figures }) => show(figures.list, currency.code),
    'input tokens': ({ figures }) => figures.tokens.input, 'output tokens': ({ figures }) => figures.tokens.output, requests: ({ figures }) => figures.requests, errors: ({ figures }) => figures.errors,
  });
  const lines = [
    `${from} to ${to} (${timeZone}): ${show(total.charged, currency.code)} charged for ${total.requests} requests.`,
    ...(rows.length < rowCount ? [`Shown are ${rows.length} of ${rowCount} rows.`] : []),
    ...(isSettled ? [] : ['Days are being cut anew after a change of the time zone.']),
  ];
  return `${table}${lines.join('\n')}\n`;
}
