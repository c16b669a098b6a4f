// Rows of a ledger as they may come: any time about the ends of days and months and the changes to and from summer time, few enough
// dimensions that they meet, failures, corrections, labels with characters that trouble formats.
import * as fc from 'fast-check';
import { usageBuckets, usageOf } from '#providers/usage';
import type { Confidence, LedgerRecord } from '../src/records.js';

/** Zones whose days begin at :00, :30 and :45, before and after UTC, with and without summer time. */
export const someZones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Kiritimati'];

/** Ends of months and years, and the nights in which Berlin, New York and Lord Howe turn their clocks. */
const edges = ['2026-01-01T00:00:00Z', '2026-02-28T23:59:59.999Z', '2026-03-08T07:00:00Z', '2026-03-29T01:00:00Z', '2026-04-04T15:00:00Z', '2026-10-03T15:30:00Z', '2026-10-25T01:00:00Z', '2026-11-01T06:00:00Z', '2026-12-31T23:59:59Z'];

const openedAt = fc.oneof(
  fc.tuple(fc.constantFrom(...edges), fc.integer({ min: -50_000_000, max: 50_000_000 })).map(([edge, aside]) => new Date(Date.parse(edge) + aside)),
  fc.date({ min: new Date('2025-12-30T00:00:00Z'), max: new Date('2027-01-02T00:00:00Z'), noInvalidDate: true }),
);

const tokens = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 }), fc.constant(2_000_000));
const money = fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 10n ** 13n }), fc.constant(2n ** 62n));

const row = fc.record({
  openedAt,
  costCentre: fc.constantFrom(null, '', 'research', 'a "b", null'),
  keyId: fc.constantFrom('key_1', 'key_2', 'key_3'),
  memberId: fc.constantFrom(null, 'member_1'),
  endUser: fc.constantFrom(null, 'anna', 'bo', ''),
  tags: fc.constantFrom<Record<string, string>>({}, { team: 'search' }, { team: 'ads', 'stage ü': 'prod' }, { team: '' }),
  endpoint: fc.constantFrom('chat', 'embeddings'),
  modelServed: fc.constantFrom('m1', 'm2'),
  providerId: fc.constantFrom('openai', 'anthropic'),
  credentialId: fc.constantFrom('env:openai', 'cred_1'),
  usage: fc.record(Object.fromEntries(usageBuckets.map((bucket) => [bucket, tokens]))).map(usageOf),
  listPicoUsd: money, chargedPicoUsd: money,
  confidence: fc.constantFrom<Confidence>('reported', 'counted', 'estimated', 'unpriced', 'none'),
  outcome: fc.constantFrom('ok', 'ok', 'upstream_error', 'client_closed'),
  final: fc.boolean(),
  firstTokenMs: fc.option(fc.integer({ min: 0, max: 700_000 })),
  totalMs: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 2_000_000 }), fc.constantFrom(10, 11, 600_000, 600_001)),
});

let rows = 0;

/** Of a project of its own (three of them, of that prefix); some rows correct others. */
export const anyLedger = (projectPrefix: string, maxLength = 40): fc.Arbitrary<LedgerRecord[]> =>
  fc.array(fc.tuple(row, fc.constantFrom('a', 'b', 'c'), fc.boolean()), { minLength: 1, maxLength }).map((drawn) => drawn.map(([fields, project, corrects]) => {
    rows += 1;
    const record: LedgerRecord = {
      requestId: `req_${projectPrefix}_${rows}`, attempt: 1, projectId: projectPrefix + project, modelAsked: 'm', priceVersionId: null, basisPoints: 0,
      processId: projectPrefix, sequence: BigInt(rows), ...fields,
    };
    if (!corrects) return record;
    const correction = { requestId: `req_${rows - 1}`, attempt: 1, openedAt: record.openedAt, author: 'finance', reason: 'too much' };
    return { ...record, requestId: `adj_${projectPrefix}_${rows}`, usage: { ...usageOf(), inputText: -record.usage.inputText }, chargedPicoUsd: -record.chargedPicoUsd, final: false, outcome: 'ok', firstTokenMs: null, totalMs: 0, correction };
  }));
