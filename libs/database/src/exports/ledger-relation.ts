// Rows of the ledger as an export, the oldest first: in the order of an index, so that the first ones come at once.
import type { LedgerFilter } from '../ledger-rows.js';
import { SqlValues } from '../reports/sql-text.js';
import type { ExportColumn, ExportRelation } from './export-relation.js';
import { nameBehind, tokenColumns, usdColumns, type Named } from './figure-columns.js';

export function ledgerRelation(filter: LedgerFilter, named: Named): ExportRelation {
  const values = new SqlValues();
  const project = nameBehind('project', 'project_id', named);
  const key = nameBehind('key', 'key_id', named);
  const member = nameBehind('member', 'member_id', named);
  const credential = nameBehind('credential', 'credential_id', named);
  return {
    values, with: undefined, from: 'ledger', names: [project, key, member, credential].map(({ join }) => join).join(' '),
    where: conditions(filter, values), orderBy: 'opened_at, request_id, attempt', comesInOrder: true,
    columns: [
      { key: 'openedAt', header: 'Opened at (UTC)', kind: 'instant', sql: 'opened_at' },
      { key: 'period', header: 'Month', kind: 'day', sql: 'period' },
      ours('requestId', 'Request', 'request_id'), count('attempt', 'Attempt', 'attempt'), ours('kind', 'Kind', 'kind'),
      text('projectId', 'Project id', 'project_id'), text('projectName', 'Project', project.sql), text('costCentre', 'Cost centre', 'cost_centre'),
      text('keyId', 'Key id', 'key_id'), text('keyName', 'Key', key.sql), text('memberId', 'Member id', 'member_id'), text('memberName', 'Member', member.sql),
      text('endUser', 'End user', 'end_user'), { key: 'tags', header: 'Tags', kind: 'json', sql: 'tags' },
      ours('endpoint', 'Endpoint', 'endpoint'), text('modelAsked', 'Model asked', 'model_asked'), text('modelServed', 'Model served', 'model_served'),
      ours('providerId', 'Provider', 'provider_id'), text('credentialId', 'Credential id', 'credential_id'), text('credentialName', 'Credential', credential.sql),
      ...usdColumns, count('basisPoints', 'Markup (basis points)', 'basis_points'), ours('priceVersionId', 'Price version', 'price_version_id'),
      ours('confidence', 'Confidence', 'confidence'), ...tokenColumns,
      ours('outcome', 'Outcome', 'outcome'), { key: 'final', header: 'Final', kind: 'truth', sql: 'final' },
      count('firstTokenMs', 'First token (ms)', 'first_token_ms'), count('totalMs', 'Total (ms)', 'total_ms'),
      ours('correctsRequestId', 'Corrects request', 'corrects_request_id'), count('correctsAttempt', 'Corrects attempt', 'corrects_attempt'),
      text('author', 'Author', 'author'), text('reason', 'Reason', 'reason'),
    ],
  };
}

const text = (key: string, header: string, sql: string): ExportColumn => ({ key, header, kind: 'text', sql });
const ours = (key: string, header: string, sql: string): ExportColumn => ({ ...text(key, header, sql), isOurs: true });
const count = (key: string, header: string, sql: string): ExportColumn => ({ key, header, kind: 'count', sql });

/** As `GET /api/ledger` understands them (ledger-rows.ts). */
function conditions({ projectIds, requestId, tag, period, from, to, ...equal }: LedgerFilter, values: SqlValues): string | undefined {
  const columns: Record<keyof typeof equal, string> = {
    costCentre: 'cost_centre', keyId: 'key_id', memberId: 'member_id', model: 'model_served', providerId: 'provider_id', credentialId: 'credential_id',
    endpoint: 'endpoint', confidence: 'confidence', outcome: 'outcome', kind: 'kind', endUser: 'end_user',
  };
  const all = [
    ...(Object.keys(columns) as (keyof typeof equal)[]).flatMap((field) => {
      const value = equal[field];
      return value === undefined ? [] : [value === null ? `${columns[field]} IS NULL` : `${columns[field]} = ${values.add(value, 'text')}`];
    }),
    ...(projectIds ? [`project_id = ANY(${values.add(projectIds, 'text[]')})`] : []),
    ...(requestId === undefined ? [] : [`(request_id = ${values.add(requestId, 'text')} OR corrects_request_id = ${values.add(requestId, 'text')})`]),
    ...(tag ? [`tags ->> ${values.add(tag.name, 'text')} = ${values.add(tag.value, 'text')}`] : []),
    ...(period ? [`period = ${values.add(period.toISOString().slice(0, 10), 'date')}`] : []),
    ...(from ? [`opened_at >= ${values.add(from.toISOString(), 'timestamptz')}`] : []),
    ...(to ? [`opened_at < ${values.add(to.toISOString(), 'timestamptz')}`] : []),
  ];
  return all.length === 0 ? undefined : all.join(' AND ');
}
