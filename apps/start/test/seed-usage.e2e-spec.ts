// The synthetic usage that benchmarks run on: as many rows as asked for, and books that agree.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { connect } from '#database/session';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { ended, type Exit } from './installation.js';

jest.setTimeout(120_000); // it builds first

const program = join(import.meta.dirname, '..', '..', '..', 'tools', 'seed-usage.mjs');
let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const seed = (): Promise<Exit> => ended(spawn(process.execPath, [program, '--rows', '2000', '--days', '70'], { env: { PATH: process.env.PATH, DATABASE_URL: database.url } }));

async function ask(sql: string): Promise<Record<string, string>> {
  const client = await connect(database.url);
  try {
    const { rows } = await client.query<Record<string, string>>(sql);
    return rows[0];
  } finally {
    await client.end();
  }
}

describe('npm run seed:usage', () => {
  beforeAll(async () => {
    const { code, stderr } = await seed();
    if (code !== 0) throw new Error(stderr);
  });

  it('makes as many rows as were asked for, all of them in partitions of months', async () => {
    expect(await ask(`SELECT count(*), count(*) FILTER (WHERE opened_at > now()) AS future, (SELECT count(*) FROM ledger_default) AS astray,
      count(*) FILTER (WHERE kind = 'adjustment') > 0 AS adjusted FROM ledger`)).toEqual({ count: '2000', future: '0', astray: '0', adjusted: true });
  });

  it('charges exactly what list cost and markup come to', async () => {
    expect(await ask('SELECT count(*) FROM ledger WHERE charged_pico_usd * 10000 <> list_pico_usd * (10000 + basis_points)')).toEqual({ count: '0' });
  });

  it('leaves sums that are those of the ledger', async () => {
    const ledger = await ask('SELECT sum(charged_pico_usd), count(*) FILTER (WHERE final) AS requests FROM ledger');
    for (const table of ['usage_day', 'usage_month', 'project_day']) expect(await ask(`SELECT sum(charged_pico_usd), sum(requests) AS requests FROM ${table}`)).toEqual(ledger);
  });

  it('names every project, key and member of a row', async () => {
    expect(await ask(`SELECT count(*) FROM ledger LEFT JOIN project ON project.id = project_id LEFT JOIN api_key ON api_key.id = key_id
      LEFT JOIN member ON member.id = member_id WHERE num_nulls(project.id, api_key.id, member.id) > 0`)).toEqual({ count: '0' });
  });

  it('refuses a ledger that has rows', async () => {
    const { code, stderr } = await seed();
    expect(code).toBe(1);
    expect(stderr).toContain('not empty');
    expect(await ask('SELECT count(*) FROM ledger')).toEqual({ count: '2000' });
  });
});
