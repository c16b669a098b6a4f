// The tables of sums: what each is keyed by. Reports group by any two dimensions, so days and months have all of them; labels (end user,
// tags) have tables of their own, since a row of the ledger counts once for each. What is keyed by text of many dimensions is keyed by
// the id of that group instead.

/** A group's id: the first half of a hash over its dimensions, so that every writer makes the same one. */
const idOf = (dimensions: readonly string[]) =>
  `encode(substr(sha256(convert_to(jsonb_build_array(${dimensions.join(', ')})::text, 'UTF8')), 1, 16), 'hex')::uuid`;

export const usageDimensions = ['project_id', 'cost_centre', 'key_id', 'member_id', 'model_served', 'provider_id', 'credential_id', 'endpoint', 'confidence'] as const;

export const usageGroupId = idOf(usageDimensions);
export const labelGroupId = idOf(['label_kind', 'label_name', 'label_value', 'project_id', 'model_served', 'confidence']);

export interface SumTable {
  name: string;
  /** Whose rows it sums: one for each row of the ledger, or one for each label of it. */
  of: 'measured' | 'labelled';
  /** The columns of its primary key -> where they come from. */
  keys: Readonly<Record<string, string>>;
}

/** In the order in which they are written. */
export const sumTables: readonly SumTable[] = [
  { name: 'usage_day', of: 'measured', keys: { day: 'day', group_id: 'usage_group_id' } },
  { name: 'usage_month', of: 'measured', keys: { month: 'period', group_id: 'usage_group_id' } },
  { name: 'project_day', of: 'measured', keys: { day: 'day', project_id: 'project_id', confidence: 'confidence' } },
  { name: 'label_day', of: 'labelled', keys: { day: 'day', group_id: 'label_group_id' } },
  { name: 'label_month', of: 'labelled', keys: { month: 'period', group_id: 'label_group_id' } },
  { name: 'value_month', of: 'labelled', keys: { month: 'period', kind: 'label_kind', name: 'label_name', value: 'label_value' } },
];

export const quarterHours: SumTable = {
  name: 'usage_quarter_hour', of: 'measured',
  keys: { quarter: "date_bin('15 minutes', opened_at, 'epoch')", project_id: 'project_id', model_served: 'model_served', confidence: 'confidence' },
};
