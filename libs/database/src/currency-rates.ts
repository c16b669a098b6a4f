// What a US dollar is worth in other currencies, day by day: entered or imported by hand. A day without a rate has the youngest before it.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import type { CurrencyRate, Prisma } from './generated/client.js';
import { missing } from './row-state.js';

/** `day`: `2026-11-25`. */
export interface RatePlace { currency: string; day: string }

/** `rate`: units of the currency for 1 USD, decimal text of at most twelve decimals. */
export interface NewRate extends RatePlace { rate: string; source: string }

/** `setBy`: the name of who set it. */
export interface RateRecord extends NewRate { setBy: string; setAt: Date }

/** Both days included. */
export interface RateFilter { currency?: string | undefined; from?: string | undefined; to?: string | undefined }

/** How many were new, took the place of others, and were there already. */
export interface PutRates { created: number; replaced: number; unchanged: number }

@Injectable()
export class CurrencyRateRepository {
  constructor(private readonly database: Database) {}

  find(place: RatePlace): Promise<RateRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.currencyRate.findUnique({ where: { currency_day: keyOf(place) } });
      return row ? rateRecord(row) : undefined;
    });
  }

  /** The youngest day first, within a day by currency. `next`: what to ask as `after` for the following page. */
  async list({ limit, after }: { limit: number; after?: RatePlace | undefined }, { currency, from, to }: RateFilter): Promise<{ rows: RateRecord[]; next: RatePlace | null }> {
    const where: Prisma.CurrencyRateWhereInput[] = [];
    if (currency !== undefined) where.push({ currency });
    if (from !== undefined) where.push({ day: { gte: dateOf(from) } });
    if (to !== undefined) where.push({ day: { lte: dateOf(to) } });
    if (after) where.push({ day: { lte: dateOf(after.day) } }, { OR: [{ day: { lt: dateOf(after.day) } }, { currency: { gt: after.currency } }] });
    const found = await this.database.ask((client) => client.currencyRate.findMany({ where: { AND: where }, orderBy: [{ day: 'desc' }, { currency: 'asc' }], take: limit + 1 }));
    const rows = found.slice(0, limit).map(rateRecord);
    return { rows, next: found.length > limit ? rows.at(-1)! : null };
  }

  /** The rate that holds on a day: its own, or the youngest before it. */
  async rateOn(currency: string, day: string): Promise<RateRecord | undefined> {
    return (await this.ratesFor(currency, [day])).get(day);
  }

  /** The same of many days at once; those before the first rate have none. */
  async ratesFor(currency: string, days: readonly string[]): Promise<Map<string, RateRecord>> {
    const found = await this.database.ask((client) => client.$queryRaw<(RawRate & { asked: string })[]>`
      SELECT asked, currency, to_char(held.day, 'YYYY-MM-DD') AS day, held.rate::text AS rate, source, set_by, set_at
      FROM unnest(${[...new Set(days)]}::text[]) AS asked
      CROSS JOIN LATERAL (SELECT * FROM currency_rate WHERE currency = ${currency} AND day <= asked::date ORDER BY day DESC LIMIT 1) AS held`);
    return new Map(found.map(({ asked, set_by: setBy, set_at: setAt, rate, ...row }) => [asked, { ...row, rate: plainRate(rate), setBy, setAt }]));
  }

  /**
   * Each place at most once. What takes the place of other rates is in the audit log with what was there; many new ones are there as one row,
   * since they say themselves who set them.
   */
  async put(change: Change, rates: readonly NewRate[]): Promise<PutRates> {
    const before = new Map((await existing(change, rates)).map((record) => [nameOf(record), record]));
    const isSame = (rate: NewRate) => before.get(nameOf(rate))?.rate === plainRate(rate.rate) && before.get(nameOf(rate))?.source === rate.source;
    const changed = rates.filter((rate) => !isSame(rate)).map((rate) => ({ ...rate, rate: plainRate(rate.rate) }));
    await write(change, changed);
    const [replaced, created] = [changed.filter((rate) => before.has(nameOf(rate))), changed.filter((rate) => !before.has(nameOf(rate)))];
    noteReplaced(change, replaced, (rate) => noted(before.get(nameOf(rate))!));
    noteCreated(change, created);
    return { created: created.length, replaced: replaced.length, unchanged: rates.length - changed.length };
  }

  /** Throws `missing`. */
  async remove(change: Change, place: RatePlace): Promise<void> {
    const [before] = await existing(change, [place]);
    if (!before) missing('rate');
    await change.client.currencyRate.delete({ where: { currency_day: keyOf(place) } });
    change.note({ action: 'currency-rate.delete', resource: 'currency-rate', resourceId: nameOf(place), before: noted(before) });
  }
}

interface RawRate { currency: string; day: string; rate: string; source: string; set_by: string; set_at: Date }

async function existing(change: Change, places: readonly RatePlace[]): Promise<RateRecord[]> {
  const rows = await change.client.$queryRaw<RawRate[]>`
    SELECT currency, to_char(day, 'YYYY-MM-DD') AS day, rate::text AS rate, source, set_by, set_at FROM currency_rate
    WHERE (currency, day) IN (SELECT asked, on_day::date FROM unnest(${places.map(({ currency }) => currency)}::text[], ${places.map(({ day }) => day)}::text[]) AS asked (asked, on_day))`;
  return rows.map(({ set_by: setBy, set_at: setAt, rate, ...row }) => ({ ...row, rate: plainRate(rate), setBy, setAt }));
}

async function write(change: Change, rates: readonly NewRate[]): Promise<void> {
  const column = (name: keyof NewRate) => rates.map((rate) => rate[name]);
  await change.client.$executeRaw`
    INSERT INTO currency_rate (currency, day, rate, source, set_by, set_at)
    SELECT currency, day::date, rate::numeric, source, ${change.author.name}, ${change.at}::timestamptz
    FROM unnest(${column('currency')}::text[], ${column('day')}::text[], ${column('rate')}::text[], ${column('source')}::text[]) AS given (currency, day, rate, source)
    ON CONFLICT (currency, day) DO UPDATE SET rate = excluded.rate, source = excluded.source, set_by = excluded.set_by, set_at = excluded.set_at`;
}

/** Above this a row of the audit log for each would keep other changes waiting for seconds. */
const mostSingly = 100;
const mostInNote = 500;

function noteReplaced(change: Change, rates: readonly NewRate[], beforeOf: (rate: NewRate) => NewRate): void {
  if (rates.length <= mostSingly) {
    for (const rate of rates) change.note({ action: 'currency-rate.update', resource: 'currency-rate', resourceId: nameOf(rate), before: beforeOf(rate), after: rate });
    return;
  }
  for (let first = 0; first < rates.length; first += mostInNote) {
    const some = rates.slice(first, first + mostInNote);
    change.note({ action: 'currency-rate.update', resource: 'currency-rate', resourceId: 'import', before: some.map(beforeOf), after: some });
  }
}

function noteCreated(change: Change, rates: readonly NewRate[]): void {
  if (rates.length === 1) change.note({ action: 'currency-rate.create', resource: 'currency-rate', resourceId: nameOf(rates[0]), after: rates[0] });
  if (rates.length > 1) change.note({ action: 'currency-rate.import', resource: 'currency-rate', resourceId: 'import', after: summaryOf(rates) });
}

/** As the audit log calls it. */
const nameOf = ({ currency, day }: RatePlace) => `${currency} ${day}`;
const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);
const keyOf = ({ currency, day }: RatePlace) => ({ currency, day: dateOf(day) });

/** Without idle zeros: what Postgres gives has twelve decimals always. */
const plainRate = (rate: string) => (rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate).replace(/^0+(?=\d)/, '');

const rateRecord = ({ day, rate, ...row }: CurrencyRate): RateRecord => ({ ...row, day: day.toISOString().slice(0, 10), rate: rate.toFixed() });

const noted = ({ currency, day, rate, source }: RateRecord): NewRate => ({ currency, day, rate, source });

function summaryOf(created: readonly NewRate[]) {
  const days = created.map(({ day }) => day).sort();
  const each = (name: 'currency' | 'source') => [...new Set(created.map((rate) => rate[name]))].sort();
  return { rates: created.length, currencies: each('currency'), from: days[0], to: days.at(-1), sources: each('source').slice(0, 10) };
}
