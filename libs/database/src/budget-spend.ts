// What the ledger knows to be spent of a budget: the truth that counters are seeded from, and what is shown where there are none.
import type { BudgetScope, BudgetSubject } from './budget-record.js';
import type { Client } from './client.js';
import { wholeOf } from './decimal.js';
import { Prisma } from './generated/client.js';

/**
 * Charged for attempts opened from `from` on and before `until` (null: whenever after), corrections too, in pico-USD. Of a model's budget
 * those that it served.
 */
export async function spentOfBudget(client: Client, subject: BudgetSubject, { from, until }: { from: Date; until: Date | null }): Promise<bigint> {
  const all = [
    Prisma.sql`opened_at >= ${from}`, conditions[subject.scope](subject.value),
    ...(until === null ? [] : [Prisma.sql`opened_at < ${until}`]),
    ...(subject.projectId === null ? [] : [Prisma.sql`project_id = ${subject.projectId}`]),
  ];
  const [{ spent }] = await client.$queryRaw<{ spent: Prisma.Decimal }[]>`
    SELECT coalesce(sum(charged_pico_usd), 0) AS spent FROM ledger WHERE ${Prisma.join(all, ' AND ')}`;
  return wholeOf(spent);
}

const conditions: Record<BudgetScope, (value: string) => Prisma.Sql> = {
  key: (value) => Prisma.sql`key_id = ${value}`,
  project: (value) => Prisma.sql`project_id = ${value}`,
  member: (value) => Prisma.sql`member_id = ${value}`,
  'end-user': (value) => Prisma.sql`end_user = ${value}`,
  tag: (value) => Prisma.sql`tags @> ${JSON.stringify(tagOf(value))}::jsonb`,
  model: (value) => (value.includes('*') ? Prisma.sql`model_served LIKE ${likeOf(value)}` : Prisma.sql`model_served = ${value}`),
};

function tagOf(value: string): Record<string, string> {
  const equals = value.indexOf('=');
  return { [value.slice(0, equals)]: value.slice(equals + 1) };
}

const likeOf = (pattern: string) => pattern.replace(/[\\%_]/g, String.raw`\$&`).replaceAll('*', '%');
