// What most suites begin with: a tier, projects of it, keys in them, made through the API as the owner.
import { randomUUID } from 'node:crypto';
import { LedgerRepository } from '#database/ledger';
import type { LedgerRecord } from '#database/records';
import type { RequestRecord } from '#database/request-row';
import { RequestRepository } from '#database/requests';
import { usageOf } from '#providers/usage';
import type { RunningAdmin } from './start-admin.js';

export const someLimits = { requestsPerMinute: 60, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };

let made = 0;
const unique = (noun: string) => `${noun} ${(made += 1)}`;

interface Made { id: string; name: string; version: number }

/** Anything that is made by POST. */
export async function make<T extends { id: string }>(admin: RunningAdmin, path: string, body: object): Promise<T> {
  const answer = await admin.post(path, body);
  if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

export const makeTier = (admin: RunningAdmin, some: object = {}) => make<Made>(admin, '/api/tiers', { name: unique('tier'), ...someLimits, ...some });

export async function makeProject(admin: RunningAdmin, some: object = {}): Promise<Made & { tierId: string }> {
  const tierId = 'tierId' in some ? undefined : (await makeTier(admin)).id;
  return make(admin, '/api/projects', { name: unique('project'), ...(tierId && { tierId }), ...some });
}

export const makeKey = (admin: RunningAdmin, projectId: string, some: object = {}) =>
  make<Made & { secret: string; last4: string }>(admin, `/api/projects/${projectId}/keys`, { name: unique('key'), preset: 'all', ...some });

/** As a proxy would have written it. */
export async function makeRequest(admin: RunningAdmin, some: Partial<RequestRecord> = {}): Promise<RequestRecord> {
  const row: RequestRecord = {
    id: `req_${randomUUID().replaceAll('-', '')}`, at: new Date(), keyId: 'k', projectId: 'p', endpoint: 'chat', modelAsked: 'gpt-4o', status: 200, errorCode: null,
    stream: false, attempts: [], paramsDropped: [], replayOf: null, totalMs: 12, processId: 'a process', ...some,
  };
  await new RequestRepository(admin.database).insertMany([row]);
  return row;
}

/** Likewise. */
export async function makeLedgerRow(admin: Pick<RunningAdmin, 'database'>, some: Partial<LedgerRecord> = {}): Promise<LedgerRecord> {
  const row: LedgerRecord = {
    requestId: `req_${randomUUID().replaceAll('-', '')}`, attempt: 1, openedAt: new Date(), projectId: 'p', keyId: 'k', memberId: null, costCentre: null, endUser: null, tags: {},
    endpoint: 'chat', modelAsked: 'm', modelServed: 'm', providerId: 'openai', credentialId: 'env:openai', usage: usageOf({ inputText: 10 }), priceVersionId: null, listPicoUsd: 2_500_000n,
    chargedPicoUsd: 3_000_000n, basisPoints: 0, confidence: 'reported', outcome: 'ok', final: true, firstTokenMs: null, totalMs: 5, processId: randomUUID(), sequence: 1n, ...some,
  };
  await new LedgerRepository(admin.database).insertMany([row]);
  return row;
}

/** Projects with known ids: `p1` and `p2`, and `old`, which is archived. */
export async function addProjects(admin: RunningAdmin): Promise<void> {
  await admin.query("INSERT INTO tier (id, name) VALUES ('t', 't')");
  await admin.query("INSERT INTO project (id, name, tier_id, archived_at) VALUES ('p1', 'first', 't', NULL), ('p2', 'second', 't', NULL), ('old', 'old', 't', now())");
}
