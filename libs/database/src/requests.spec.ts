import type { RequestAttempt } from './request-row.js';
import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { Database } from './database.js';
import type { RequestRecord } from './request-row.js';
import { RequestRepository } from './requests.js';

let fresh: FreshDatabase;
let database: Database;
let requests: RequestRepository;
let client: Client;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  requests = new RequestRepository(database);
  client = new Client(fresh.url);
  await client.connect();
});
afterEach(() => client.query('DELETE FROM request'));
afterAll(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

let made = 0;
function record(fields: Partial<RequestRecord> = {}): RequestRecord {
  made += 1;
  return {
    id: `req_${made}`, at: new Date('2026-11-24T10:00:00.123Z'), keyId: 'k', projectId: 'p', endpoint: 'chat', modelAsked: 'm', status: 200, errorCode: null,
    stream: false, attempts: [], paramsDropped: [], replayOf: null, totalMs: 12, processId: 'host-1', ...fields,
  };
}
const ids = (rows: RequestRecord[]) => rows.map(({ id }) => id);
const partitionOf = async (id: string) => (await client.query('SELECT tableoid::regclass AS partition FROM request WHERE id = $1', [id])).rows[0]?.partition as string | undefined;

describe('writing and reading', () => {
  test('a row comes back as it was written, its attempts with it', async () => {
    const attempts: RequestAttempt[] = [{
      attempt: 1, targetId: 't', region: null, reason: 'weighted', drillId: null, providerId: 'openai', modelServed: 'gpt-4o', credentialId: 'env:openai', outcome: 'upstream_timeout', firstTokenMs: null, totalMs: 11,
    }];
    const row = record({ modelAsked: null, status: 504, errorCode: 'upstream_timeout', stream: true, attempts, paramsDropped: ['seed', 'top_k'], replayOf: 'req_earlier' });
    await requests.insertMany([row]);
    await expect(requests.find(row.id)).resolves.toEqual(row);
    await expect(requests.projectOf(row.id)).resolves.toBe('p');
    await expect(requests.find('req_none')).resolves.toBeUndefined();
  });

  test('rows that are there already are neither doubled nor changed', async () => {
    const [first, second] = [record(), record()];
    await expect(requests.insertMany([first])).resolves.toBe(1);
    await expect(requests.insertMany([{ ...first, status: 500 }, second])).resolves.toBe(1);
    await expect(requests.find(first.id)).resolves.toMatchObject({ status: 200 });
  });

  test('text that Postgres cannot store never holds up a batch', async () => {
    const row = record({ modelAsked: 'a\0b\ud800c' });
    await requests.insertMany([row]);
    await expect(requests.find(row.id)).resolves.toMatchObject({ modelAsked: 'a\ufffdb\ufffdc' });
  });

  test('pages give every row once, newest first, also rows of one moment', async () => {
    const rows = [0, 0, 0, 1, 2].map((seconds, index) => record({ id: `req_page_${index}`, at: new Date(Date.UTC(2026, 10, 24, 12, 0, seconds)) }));
    await requests.insertMany(rows);
    const seen: string[] = [];
    for (let after: { at: Date; id: string } | undefined; ;) {
      const page = await requests.list({ limit: 2, after });
      seen.push(...ids(page.rows));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual(['req_page_4', 'req_page_3', 'req_page_2', 'req_page_1', 'req_page_0']);
  });

  test('each filter leaves what matches and nothing else', async () => {
    const at = new Date('2026-11-24T13:00:00Z');
    const odd = record({ id: 'req_odd', at, keyId: 'k2', projectId: 'p2', modelAsked: 'm2', status: 429, errorCode: 'rate_limit_exceeded' });
    await requests.insertMany([record({ status: 500 }), odd, record({ status: 399 })]);
    const filters = [
      { projectIds: ['p2', 'p3'] }, { keyId: 'k2' }, { modelAsked: 'm2' }, { statusClass: 4 }, { errorCode: 'rate_limit_exceeded' }, { from: at },
      { projectIds: ['p2'], to: new Date(at.getTime() + 1) },
    ];
    for (const filter of filters) expect({ filter, found: ids((await requests.list({ limit: 10 }, filter)).rows) }).toEqual({ filter, found: ['req_odd'] });
    await expect(requests.list({ limit: 10 }, { projectIds: [] })).resolves.toEqual({ rows: [], next: null });
    expect((await requests.list({ limit: 10 }, { to: at })).rows).toHaveLength(2);
  });
});

describe('following', () => {
  test('each row that is written is given once, in the order of the writing and not of the coming in, when it is a second old', async () => {
    const { next: start } = await requests.listWritten({ limit: 10 }, {});
    const rows = [3, 1, 2].map((hours, index) => record({ id: `req_tail_${index}`, at: new Date(Date.UTC(2026, 10, 24, hours)) }));
    await requests.insertMany([...rows, record({ id: 'req_tail_other', projectId: 'p2' })]);
    await client.query("UPDATE request SET written_at = written_at + interval '60 seconds'");
    await expect(requests.listWritten({ limit: 10, after: start }, {})).resolves.toEqual({ rows: [], next: start });
    await client.query("UPDATE request SET written_at = written_at - interval '61 seconds'");
    const first = await requests.listWritten({ limit: 2, after: start }, { projectIds: ['p'] });
    const second = await requests.listWritten({ limit: 2, after: first.next }, { projectIds: ['p'] });
    expect([ids(first.rows), ids(second.rows)]).toEqual([['req_tail_0', 'req_tail_1'], ['req_tail_2']]);
    await expect(requests.listWritten({ limit: 2, after: second.next }, { projectIds: ['p'] })).resolves.toMatchObject({ rows: [] });
  });
});

describe('partitions', () => {
  test('this day and the next two are made once, however many processes ask', async () => {
    const made = await Promise.all([1, 2, 3].map(() => requests.ensurePartitions(new Date('2027-12-30T23:59:59Z'))));
    expect(made.reduce((sum, count) => sum + count)).toBe(3);
    const row = record({ at: new Date('2028-01-01T23:59:59.999Z') });
    await requests.insertMany([row]);
    await expect(partitionOf(row.id)).resolves.toBe('request_2028_01_01');
  });

  test('a row of a day without partition is written, and that day then stays in the default partition', async () => {
    const row = record({ at: new Date('2030-02-02T00:00:00Z') });
    await requests.insertMany([row]);
    await expect(requests.ensurePartitions(new Date('2030-02-01T12:00:00Z'))).resolves.toBe(2);
    await expect(partitionOf(row.id)).resolves.toBe('request_default');
  });

  test('what is older than its days is dropped, whole days at a time, out of the default partition too', async () => {
    await requests.ensurePartitions(new Date('2033-05-01T00:00:00Z'));
    const [old, kept, stray] = ['2033-05-01T23:59:59Z', '2033-05-02T00:00:00Z', '2033-04-30T00:00:00Z'].map((at) => record({ at: new Date(at) }));
    await requests.insertMany([old, kept, stray]);
    await requests.dropOlderThan(30, new Date('2033-05-31T23:00:00Z'));
    await expect(partitionOf(old.id)).resolves.toBe('request_2033_05_01');
    await requests.dropOlderThan(30, new Date('2033-06-01T00:00:00Z'));
    expect([await partitionOf(old.id), await partitionOf(stray.id), await partitionOf(kept.id)]).toEqual([undefined, undefined, 'request_2033_05_02']);
    const { rows: [{ gone }] } = await client.query("SELECT to_regclass('request_2033_05_01') IS NULL AS gone");
    expect(gone).toBe(true);
  });
});
