// The questions of usage reports. All are answered from the tables of sums, never from rows of the ledger.
import { Injectable } from '@nestjs/common';
import type { Confidence } from '../records.js';
import { Database } from '../database.js';
import { isByLabel } from './grouped-sql.js';
import type { SqlText } from './sql-text.js';
import { sumsOf } from './sums.js';
import type { IntervalSums, Mover, UsageAnswer, UsageQuestion, UsageRow } from './usage-query.js';
import { moversSql, usageSql } from './usage-sql.js';

type Row = Record<string, unknown>;

const patienceMs = 20_000;

@Injectable()
export class ReportRepository {
  constructor(private readonly database: Database) {}

  async usage(question: UsageQuestion): Promise<UsageAnswer> {
    const rows = await this.ask(usageSql(question));
    const shown = rows.filter((row) => row.place !== null);
    const totals = rows.filter((row) => row.place === null);
    return {
      rows: shown.map((row) => usageRow(question, row)), count: totals.reduce((count, row) => count + Number(row.count), 0),
      totals: totals.map((row) => ({ start: row.start as string, sums: sumsOf(row) })),
    };
  }

  /** Of everything in the question's span and filter, that of its label too, whatever its groups, by interval. */
  async byConfidence(question: UsageQuestion): Promise<Map<Confidence, IntervalSums[]>> {
    const label = question.label?.values && { ...question.label, asFilter: true };
    const { rows } = await this.usage({ ...question, groupBy: ['confidence'], label, top: undefined, limit: 100_000 });
    const byConfidence = new Map<Confidence, IntervalSums[]>();
    for (const row of rows) {
      const confidence = row.group[0] as Confidence;
      byConfidence.set(confidence, [...byConfidence.get(confidence) ?? [], row]);
    }
    return byConfidence;
  }

  /** The largest changes of charged cost of one group between two spans; null is the group without a value. */
  async movers(before: UsageQuestion, after: UsageQuestion): Promise<Mover[]> {
    const rows = await this.ask(moversSql(before, after));
    return rows.map((row) => ({ value: row.value as string | null, before: sumsOf(row, 'before_'), after: sumsOf(row, 'after_') }));
  }

  /**
   * Sums of a year are made in memory: what an ordinary question may use would have them sorted on disk. Machine code for them takes longer than
   * they do, and sorting wide rows for a join takes longer than hashing the few that are wanted. The server gives up before the connection does, so that nothing goes on for nobody.
   */
  private ask({ text, values }: SqlText): Promise<Row[]> {
    return this.database.inTransaction(async (client) => {
      await client.$executeRaw`SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('statement_timeout', ${String(patienceMs)}, true)`;
      return client.$queryRawUnsafe<Row[]>(text, ...values);
    });
  }
}

function usageRow(question: UsageQuestion, row: Row): UsageRow {
  return {
    start: row.start as string, group: question.groupBy.map((_, index) => row[`g${index + 1}`] as string | null), label: isByLabel(question) ? row.label as string | null : null,
    isRest: row.rest as boolean, sums: sumsOf(row),
  };
}
