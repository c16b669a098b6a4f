// What a question's address says about the rows of the ledger it wants, within what its member may see.
import type { LedgerFilter } from '#database/ledger-rows';
import { among } from '../access/among.js';
import type { Principal } from '../access/principal.js';
import { parseTagFilter } from '../http/field-rules.js';
import { noneWord } from '../reports/parse-report.js';
import type { LedgerQueryDto } from './ledger.dto.js';

export function parseLedgerFilter(me: Principal, { projectId, costCentre, tag, period, from, to, limit: _limit, cursor: _cursor, ...equal }: LedgerQueryDto): LedgerFilter {
  return {
    ...equal, projectIds: among(me.projectsWith('ledger:read'), projectId), costCentre: costCentre === noneWord ? null : costCentre, tag: parseTagFilter(tag),
    period: period === undefined ? undefined : new Date(`${period}-01`), from: momentOf(from), to: momentOf(to),
  };
}

const momentOf = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
