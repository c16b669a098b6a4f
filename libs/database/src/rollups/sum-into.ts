// The SQL that adds rows of the ledger to the tables of sums, as parts of one statement that has those rows as `rows`.
import { measures } from './measures.js';
import { labelGroupId, quarterHours, sumTables, usageDimensions, usageGroupId, type SumTable } from './tables.js';

const columns = Object.keys(measures);

/**
 * Parts of a WITH, behind one named `rows` that gives whole rows of the ledger. They stand in one order and each writes in the order of its
 * primary key: writers that meet wait for each other, and none waits for one that waits for it.
 */
export function summing(into: readonly SumTable[]): string {
  return [
    `zone AS (SELECT time_zone FROM settings)`,
    `measured AS MATERIALIZED (
      SELECT rows.*, ${usageGroupId} AS usage_group_id,
        ${dayOf('(SELECT time_zone FROM zone)')} AS day
      FROM rows)`,
    ...(into.some((table) => table.of === 'labelled') ? [labelled, labelGroups] : []),
    ...(into.some((table) => 'group_id' in table.keys) ? [usageGroups] : []),
    ...into.map((table) => `into_${table.name} AS (${addTo(table)})`),
  ].join(',\n');
}

/**
 * A row's day is its local day. It never leaves the month in which the row counts, which is another one when a closed month's row comes
 * late, or when the time zone has changed since.
 */
export const dayOf = (zone: string) => `LEAST(GREATEST((opened_at AT TIME ZONE ${zone})::date, period), (period + interval '1 month - 1 day')::date)`;

const labelled = `labels AS MATERIALIZED (
      SELECT measured.*, label_kind, label_name, label_value FROM measured CROSS JOIN LATERAL (
        SELECT 'end-user' AS label_kind, '' AS label_name, end_user AS label_value WHERE end_user IS NOT NULL
        UNION ALL SELECT 'tag', key, value FROM jsonb_each_text(tags)) AS label),
    labelled AS MATERIALIZED (SELECT labels.*, ${labelGroupId} AS label_group_id FROM labels)`;

const usageGroups = `usage_groups AS (
      INSERT INTO usage_group (id, ${usageDimensions.join(', ')})
      SELECT DISTINCT usage_group_id, ${usageDimensions.join(', ')} FROM measured ORDER BY usage_group_id
      ON CONFLICT DO NOTHING)`;

const labelGroups = `label_groups AS (
      INSERT INTO label_group (id, kind, name, value, project_id, model_served, confidence)
      SELECT DISTINCT label_group_id, label_kind, label_name, label_value, project_id, model_served, confidence FROM labelled ORDER BY label_group_id
      ON CONFLICT DO NOTHING)`;

function addTo({ name, of, keys }: SumTable): string {
  const key = Object.keys(keys).join(', ');
  return `
      INSERT INTO ${name} (${key}, ${columns.join(', ')})
      SELECT ${Object.values(keys).join(', ')}, ${Object.values(measures).join(', ')} FROM ${of} GROUP BY ${places(keys)} ORDER BY ${places(keys)}
      ON CONFLICT (${key}) DO UPDATE SET ${columns.map((column) => `${column} = ${name}.${column} + excluded.${column}`).join(', ')}`;
}

const places = (keys: SumTable['keys']) => Object.keys(keys).map((_, index) => index + 1).join(', ');

/** What a batch of new rows is added to. */
export const summingAll = summing([...sumTables, quarterHours]);
