// A request row for tests that care about its place and not its content.
import type { RequestRecord } from '#database/request-row';

export const requestRecord = (id: string): RequestRecord => ({
  id, at: new Date('2026-11-24T12:00:00Z'), keyId: 'k', projectId: 'p', endpoint: 'chat', modelAsked: 'm', status: 200, errorCode: null,
  stream: false, attempts: [], paramsDropped: [], replayOf: null, totalMs: 1, processId: 'process',
});
