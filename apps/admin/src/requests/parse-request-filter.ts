// What a question's address says about the requests it wants, within what its member may see.
import type { RequestFilter } from '#database/request-row';
import { among } from '../access/among.js';
import type { Principal } from '../access/principal.js';
import type { RequestQueryDto } from './request.dto.js';

export function parseRequestFilter(me: Principal, { projectId, keyId, model, status, errorCode, from, to }: RequestQueryDto): RequestFilter {
  return {
    projectIds: among(me.projectsWith('request:read'), projectId), keyId, modelAsked: model, errorCode, from: momentOf(from), to: momentOf(to),
    statusClass: status === undefined ? undefined : Number(status[0]),
  };
}

const momentOf = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
