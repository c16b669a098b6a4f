// What a question's address says about the rows it wants.
import type { AuditFilter } from '#database/audit';
import type { AuditExportQueryDto } from './audit.dto.js';

export function parseAuditFilter({ author, resource, resourceId, projectId, action, from, to }: AuditExportQueryDto): AuditFilter {
  return { author, resource, resourceId, projectId, action, from: momentOf(from), to: momentOf(to) };
}

const momentOf = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
