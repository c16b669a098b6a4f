// Reading the ledger: its rows in pages, newest first, and all that is known of one request's. Sums are asked of the tables of sums.
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import type { Ledger, Prisma } from './generated/client.js';
import type { Confidence, LedgerRecord } from './records.js';

/** A row as it is stored. `correction` on adjustments. */
export interface LedgerRow extends LedgerRecord {
  kind: 'attempt' | 'adjustment';
  /** The first day of the month it counts in. */
  period: Date;
}

/** What is left out is not asked for. `projectIds`: in one of these. `to`: before it. */
export interface LedgerFilter {
  /** Its attempts and what corrects them. */
  requestId?: string | undefined;
  projectIds?: readonly string[] | undefined;
  costCentre?: string | null | undefined;
  keyId?: string | undefined;
  memberId?: string | undefined;
  model?: string | undefined;
  providerId?: string | undefined;
  credentialId?: string | undefined;
  endpoint?: string | undefined;
  confidence?: Confidence | undefined;
  outcome?: string | undefined;
  kind?: 'attempt' | 'adjustment' | undefined;
  endUser?: string | undefined;
  tag?: { name: string; value: string } | undefined;
  /** The first day of a month. */
  period?: Date | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** What tells a row from all others, and where a page ended. */
export interface LedgerPlace { openedAt: Date; requestId: string; attempt: number }

@Injectable()
export class LedgerRowRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. `next`: null on the last page. */
  async list({ limit, after }: { limit: number; after?: LedgerPlace | undefined }, filter: LedgerFilter): Promise<{ rows: LedgerRow[]; next: LedgerPlace | null }> {
    const found = await this.database.ask((client) => client.ledger.findMany({
      where: { AND: [whereOf(filter), ...(after ? [behind(after)] : [])] },
      orderBy: [{ openedAt: 'desc' }, { requestId: 'desc' }, { attempt: 'desc' }], take: limit + 1,
    }));
    const rows = found.slice(0, limit).map(ledgerRow);
    return { rows, next: found.length > limit ? rows.at(-1)! : null };
  }

  /** Its attempts, and the adjustments of them, each in their order. */
  async ofRequest(requestId: string): Promise<LedgerRow[]> {
    const rows = await this.database.ask((client) => client.ledger.findMany({
      where: { OR: [{ requestId }, { correctsRequestId: requestId }] }, orderBy: [{ kind: 'desc' }, { attempt: 'asc' }, { requestId: 'asc' }],
    }));
    return rows.map(ledgerRow);
  }

  /** The project that a request was made in. */
  async projectOf(requestId: string): Promise<string | undefined> {
    const row = await this.database.ask((client) => client.ledger.findFirst({ where: { requestId }, select: { projectId: true } }));
    return row?.projectId;
  }
}

/** The first half says nothing new, but is what an index can begin at. */
const behind = ({ openedAt, requestId, attempt }: LedgerPlace): Prisma.LedgerWhereInput => ({
  openedAt: { lte: openedAt },
  OR: [{ openedAt: { lt: openedAt } }, { requestId: { lt: requestId } }, { requestId, attempt: { lt: attempt } }],
});

function whereOf({ requestId, projectIds, model, tag, from, to, ...equal }: LedgerFilter): Prisma.LedgerWhereInput {
  return {
    ...Object.fromEntries(Object.entries(equal).filter(([, value]) => value !== undefined)),
    ...(requestId !== undefined && { OR: [{ requestId }, { correctsRequestId: requestId }] }),
    ...(projectIds && { projectId: { in: [...projectIds] } }),
    ...(equal.kind === 'adjustment' && { correctsRequestId: { not: null } }), // says nothing new, but an index has only those
    ...(model !== undefined && { modelServed: model }),
    ...(tag && { tags: { path: [tag.name], equals: tag.value } }),
    ...((from ?? to) !== undefined && { openedAt: { ...(from && { gte: from }), ...(to && { lt: to }) } }),
  };
}

export function ledgerRow(row: Ledger): LedgerRow {
  const {
    inputText, inputAudio, inputImage, cacheRead, cacheWrite5m, cacheWrite1h, outputText, outputReasoning, outputAudio, images,
    correctsRequestId, correctsAttempt, correctsOpenedAt, author, reason, writtenAt: _, ...own
  } = row;
  const usage = { inputText, inputAudio, inputImage, cacheRead, cacheWrite5m, cacheWrite1h, outputText, outputReasoning, outputAudio, images };
  const corrects = correctsRequestId === null ? {} : {
    correction: { requestId: correctsRequestId, attempt: correctsAttempt!, openedAt: correctsOpenedAt!, author: author!, reason: reason! }, // the table's check
  };
  return { ...own, kind: own.kind as LedgerRow['kind'], confidence: own.confidence as Confidence, tags: own.tags as Record<string, string>, usage, ...corrects };
}
