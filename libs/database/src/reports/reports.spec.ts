import * as fc from 'fast-check';
import { Client } from 'pg';
import { anyLedger, someZones } from '../../test/any-ledger.js';
import { freshDatabase, type FreshDatabase } from '../../test/fresh-database.js';
import { addedByHand, keyOf, reportByHand, type ByHand } from '../../test/report-by-hand.js';
import { Database } from '../database.js';
import { LedgerRepository } from '../ledger.js';
import { ReportRepository } from './reports.js';
import { noSums, totalOf, type Sums } from './sums.js';
import { narrowDimensions, reportIntervals, usageDimensionNames, type UsageDimension, type UsageQuestion, type UsageRow } from './usage-query.js';

let fresh: FreshDatabase;
let database: Database;
let reports: ReportRepository;
let client: Client;
/** Havana's clocks go back to midnight, so one of its days begins with an hour that comes twice. */
const zones = [...someZones.slice(0, 4), 'America/Havana'];
const closed = '2026-03-01';

/** One ledger for all questions; every zone asks it, of which only the days that it is summed by are right. */
beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  reports = new ReportRepository(database);
  client = new Client(fresh.url);
  await client.connect();
  await client.query("INSERT INTO closed_period VALUES ($1, now(), 'finance')", [closed]);
}, 60_000);
afterAll(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

const question = (timeZone: string): fc.Arbitrary<UsageQuestion> => {
  const day = fc.oneof(
    fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-10-01', '2026-11-01', '2027-01-01'),
    fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-02'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  );
  const span = fc.tuple(day, day).filter(([one, other]) => one !== other).map(([one, other]) => (one < other ? { from: one, until: other } : { from: other, until: one }));
  const filterOf = (dimensions: readonly UsageDimension[]) => fc.record({
    project: fc.subarray(['pa', 'pb', 'pc', 'nobody']), model: fc.subarray(['m1', 'm2']), confidence: fc.subarray(['reported', 'counted', 'none']),
    costCentre: fc.subarray([null, '', 'research']), member: fc.subarray([null, 'member_1']), key: fc.subarray(['key_1', 'key_2']),
  }, { requiredKeys: [] }).map((filter) => Object.fromEntries(Object.entries(filter).filter(([dimension]) => dimensions.includes(dimension as UsageDimension))));
  const rest = { timeZone: fc.constant(timeZone), fiscalStartDay: fc.constantFrom(1, 6, 28), limit: fc.constantFrom(9000, 100_000) }; // never reached; what is below 10,000 is ranked first
  const usage = fc.tuple(span, fc.record({
    ...rest, interval: fc.constantFrom(...reportIntervals.filter((interval) => interval !== 'hour')),
    groupBy: fc.subarray([...usageDimensionNames], { maxLength: 2 }), filter: filterOf(usageDimensionNames),
  }));
  const hours = fc.tuple(span, fc.record({ ...rest, interval: fc.constant('hour' as const), groupBy: fc.subarray<UsageDimension>(['project', 'model'], { maxLength: 2 }), filter: filterOf(narrowDimensions) }));
  const labels = fc.tuple(span, fc.record({
    ...rest, interval: fc.constantFrom(...reportIntervals.filter((interval) => interval !== 'hour')),
    groupBy: fc.subarray<UsageDimension>(['project', 'model'], { maxLength: 1 }), filter: filterOf(narrowDimensions),
    label: fc.oneof(
      fc.record({ kind: fc.constant('end-user' as const), values: fc.subarray(['anna', 'bo', '']), asFilter: fc.boolean() }, { requiredKeys: ['kind'] }),
      fc.record({ kind: fc.constant('tag' as const), name: fc.constantFrom('team', 'stage ü', 'nothing'), values: fc.subarray(['search', 'prod']), asFilter: fc.boolean() }, { requiredKeys: ['kind', 'name'] }),
    ).map((label) => ({ ...label, asFilter: label.asFilter && label.values !== undefined })),
  }));
  return fc.oneof({ weight: 4, arbitrary: usage }, { weight: 1, arbitrary: hours }, { weight: 3, arbitrary: labels }).map(([days, more]) => ({ ...days, ...more }));
};

const shown = ({ usage, latency, firstToken, ...sums }: Sums) => ({
  ...Object.fromEntries(Object.entries({ ...usage, ...sums }).map(([name, figure]) => [name, String(figure)])), latency, firstToken,
});
const byKey = (rows: UsageRow[]) => Object.fromEntries(rows.map((row) => [keyOf(row.start, row.group, row.label), shown(row.sums)]));
/** A correction of nothing leaves a row of noughts, which the difference that `(none)` is does not know. */
const withFigures = (rows: ByHand) => Object.fromEntries(Object.entries(rows).filter(([, figures]) => Object.values(figures as object).flat().some((figure) => Number(figure) !== 0)));

describe.each(zones)('days of %s', (zone) => {
  beforeAll(async () => {
    await client.query('UPDATE settings SET time_zone = $1', [zone]);
    await client.query('TRUNCATE usage_day, usage_month, project_day, usage_quarter_hour, label_day, label_month, value_month');
    await client.query('ALTER TABLE ledger DISABLE TRIGGER refuse_change');
    await client.query('DELETE FROM ledger');
    const rows = fc.sample(anyLedger('p', 60), { numRuns: 12, seed: zone.length }).flat();
    for (let at = 0; at < rows.length; at += 50) await new LedgerRepository(database).insertMany(rows.slice(at, at + 50));
  });

  test('every figure of every report is that of the ledger, and its total that of its rows', async () => {
    await fc.assert(fc.asyncProperty(question(zone), async (asked) => {
      const answer = await reports.usage(asked);
      expect(withFigures(byKey(answer.rows))).toEqual(withFigures(await reportByHand(client, asked)));
      expect(answer.count).toBe(answer.rows.length);
      expect(totalOf(answer.totals)).toEqual(totalOf(answer.rows));
    }), { numRuns: 150 });
  }, 60_000);

  test('all groupings of one span and filter have the same total; that by confidence is of the values of a label, too', async () => {
    await fc.assert(fc.asyncProperty(question(zone), async (asked) => {
      const one = await reports.usage({ ...asked, label: undefined, groupBy: [] });
      const confidences = totalOf([...(await reports.byConfidence(asked)).values()].flat());
      const filtered = asked.label?.values ? await reports.usage({ ...asked, groupBy: [], label: { ...asked.label, asFilter: true } }) : one;
      expect(confidences).toEqual(totalOf(filtered.totals));
      // Of a label all values, and what is without it.
      const grouped = { ...asked, ...(asked.label && { label: { ...asked.label, values: undefined, asFilter: false } }) };
      expect(totalOf((await reports.usage(grouped)).totals)).toEqual(totalOf(one.totals));
    }), { numRuns: 60 });
  }, 60_000);
});

const asked: UsageQuestion = { from: '2026-01-01', until: '2027-01-01', interval: 'month', groupBy: ['key', 'model'], filter: {}, timeZone: 'UTC', fiscalStartDay: 1, limit: 1000 };

const keyOfRow = ({ start, group, label }: UsageRow) => keyOf(start, group, label);

/** Of the sums as the last zone has them. */
describe('every figure by hand, too', () => {
  const folded = (figures: ByHand[]) => figures.reduce((sum, more) => addedByHand(sum, more));

  test('of the row of all that is below the top', async () => {
    await fc.assert(fc.asyncProperty(question(zones.at(-1)!), fc.integer({ min: 1, max: 3 }), async (any, top) => {
      const asked = { ...any, top, limit: 100_000 };
      fc.pre(asked.groupBy.length > 0 || (asked.label !== undefined && !asked.label.asFilter));
      const [{ rows }, byHand] = [await reports.usage(asked), await reportByHand(client, asked)];
      const named = rows.filter((row) => !row.isRest);
      expect(new Set(named.map(({ group, label }) => keyOf('', group, label))).size).toBeLessThanOrEqual(top);
      for (const row of named) expect(shown(row.sums)).toEqual(byHand[keyOfRow(row)]);
      const shownKeys = new Set(named.map(keyOfRow));
      for (const rest of rows.filter((row) => row.isRest)) {
        const below = Object.entries(byHand).filter(([key]) => (JSON.parse(key) as string[])[0] === rest.start && !shownKeys.has(key));
        expect(shown(rest.sums)).toEqual(folded(below.map(([, figures]) => figures as ByHand)));
      }
    }), { numRuns: 60 });
  }, 60_000);

  test('of movers, by a group, by end user or by a tag, of what is without one too', async () => {
    const total = (rest: Partial<UsageQuestion>): UsageQuestion => ({ ...asked, timeZone: zones.at(-1)!, interval: 'total', groupBy: [], limit: 1000, ...rest });
    const by = fc.oneof(
      fc.constantFrom(...usageDimensionNames).map((dimension) => ({ groupBy: [dimension] })),
      fc.constantFrom({ kind: 'end-user' as const }, { kind: 'tag' as const, name: 'team' }).map((label) => ({ label })),
    );
    await fc.assert(fc.asyncProperty(by, fc.constantFrom('2026-03-01', '2026-07-01', '2026-10-25'), async (group, cut) => {
      const [before, after] = [total({ ...group, from: '2026-01-01', until: cut }), total({ ...group, from: cut, until: '2027-01-01' })];
      const [earlier, later] = [await reportByHand(client, before), await reportByHand(client, after)];
      const charged = (figures: unknown) => BigInt((figures as { chargedPicoUsd: string } | undefined)?.chargedPicoUsd ?? '0');
      const valueOf = (key: string) => { const [, ...parts] = JSON.parse(key) as (string | null)[]; return ('label' in group ? parts.at(-1) : parts[0]) ?? null; };
      const values = [earlier, later].map((side) => new Map(Object.entries(side).map(([key, figures]) => [valueOf(key), figures])));
      const expected = [...new Set(values.flatMap((side) => [...side.keys()]))].filter((value) => charged(values[0].get(value)) !== charged(values[1].get(value)));
      const movers = await reports.movers(before, after);
      expect(new Set(movers.map(({ value }) => value))).toEqual(new Set(expected));
      for (const mover of movers) {
        expect(shown(mover.before)).toEqual(values[0].get(mover.value) ?? shown(noSums));
        expect(shown(mover.after)).toEqual(values[1].get(mover.value) ?? shown(noSums));
      }
    }), { numRuns: 30 });
  }, 60_000);
});

test('groups below the top become one, and nothing is lost in it', async () => {
  const all = await reports.usage(asked);
  const top = await reports.usage({ ...asked, top: 2 });
  expect(top.totals).toEqual(all.totals);
  const groups = (rows: UsageRow[]) => new Set(rows.map((row) => JSON.stringify(row.isRest ? 'rest' : row.group)));
  expect(groups(all.rows).size).toBe(6);
  expect(groups(top.rows)).toEqual(new Set([...[...groups(top.rows)].filter((group) => group !== '"rest"').slice(0, 2), '"rest"']));
  const dearest = await reports.usage({ ...asked, interval: 'total' });
  expect(groups(dearest.rows.slice(0, 2))).toEqual(new Set([...groups(top.rows)].filter((group) => group !== '"rest"')));
});

test('beyond the limit rows are left out, but counted and in the total', async () => {
  const all = await reports.usage(asked);
  const some = await reports.usage({ ...asked, limit: 3 });
  expect(some.rows).toEqual(all.rows.slice(0, 3));
  expect([some.count, some.totals]).toEqual([all.count, all.totals]);
});

test('movers are the largest changes between two spans, of what came and of what went, too', async () => {
  const span = (from: string, until: string): UsageQuestion => ({ ...asked, from, until, interval: 'total', groupBy: ['costCentre'], limit: 10 });
  const [before, after] = [span('2026-01-01', '2026-03-01'), span('2026-10-01', '2027-01-01')];
  const movers = await reports.movers(before, after);
  const figures = async (of: UsageQuestion) => new Map((await reports.usage(of)).rows.map((row) => [row.group[0], row.sums]));
  const [earlier, later] = [await figures(before), await figures(after)];
  const groups = [...new Set([...earlier.keys(), ...later.keys()])];
  const change = (group: string | null) => (later.get(group) ?? noSums).chargedPicoUsd - (earlier.get(group) ?? noSums).chargedPicoUsd;
  const size = (figure: bigint) => (figure < 0n ? -figure : figure);
  expect(movers.length).toBe(groups.filter((group) => change(group) !== 0n).length);
  expect(movers.map(({ value, ...sums }) => [value, sums.after.chargedPicoUsd - sums.before.chargedPicoUsd])).toEqual(movers.map(({ value }) => [value, change(value)]));
  const sizes = movers.map(({ value }) => size(change(value)));
  expect(sizes).toEqual(sizes.toSorted((one, other) => (one < other ? 1 : -1)));
});

test('an hour that comes before the second midnight of a day belongs to that day', async () => {
  await client.query('TRUNCATE usage_day, usage_month, project_day, usage_quarter_hour, label_day, label_month, value_month');
  await client.query("UPDATE settings SET time_zone = 'America/Havana'");
  const [row] = fc.sample(anyLedger('havana', 1), { numRuns: 1, seed: 3 })[0];
  await new LedgerRepository(database).insertMany([{ ...row, requestId: 'req_havana', openedAt: new Date('2026-11-01T04:30:00Z') }]);
  const hours = await reports.usage({ ...asked, filter: { project: [row.projectId] }, interval: 'hour', groupBy: [], timeZone: 'America/Havana', from: '2026-11-01', until: '2026-11-02' });
  expect(hours.rows.map(({ start }) => start)).toEqual(['2026-11-01T04:00:00Z']);
});
