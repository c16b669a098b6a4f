// Exports, by status: the file's rows are those of the page that shows the same.
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { inflateRawSync } from 'node:zlib';
import { LedgerRepository } from '#database/ledger';
import type { LedgerRecord } from '#database/records';
import { usageOf } from '#providers/usage';
import { Clock } from '#server/clock';
import { make, makeKey, makeLedgerRow, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

class At extends Clock {
  override now() { return Date.parse('2026-11-24T12:00:00Z'); }
}

let admin: RunningAdmin;
let [search, ads, key] = ['', '', ''];
const odd = '=1+1 "a", \\n <b>\u2028🦆\u0001_x0001_';
beforeAll(async () => {
  admin = await startAdmin({}, undefined, new At());
  search = (await makeProject(admin, { name: '-Search' })).id;
  ads = (await makeProject(admin, { name: 'Ads' })).id;
  key = (await makeKey(admin, search)).id;
  const usd = (dollars: number) => BigInt(dollars * 1000) * 1_000_000_000n;
  const rows: Partial<LedgerRecord>[] = [
    { openedAt: new Date('2026-10-31T23:30:00Z'), chargedPicoUsd: usd(3), listPicoUsd: usd(2), tags: { team: 'a' } },
    { openedAt: new Date('2026-11-03T10:00:00Z'), chargedPicoUsd: usd(6) + 1n, listPicoUsd: usd(4), usage: usageOf({ inputText: 100, cacheRead: 20, outputText: 7 }), totalMs: 1400, firstTokenMs: 200, endUser: odd },
    { openedAt: new Date('2026-11-24T11:00:00Z'), projectId: ads, chargedPicoUsd: usd(2.5), listPicoUsd: usd(2.5), keyId: 'gone', outcome: 'upstream_error' },
  ];
  await new LedgerRepository(admin.database).insertMany(rows.map((row, index): LedgerRecord => ({
    requestId: `req_${index}`, attempt: 1, openedAt: new Date(0), projectId: search, keyId: key, memberId: null, costCentre: null, endUser: null, tags: {},
    endpoint: 'chat', modelAsked: 'm', modelServed: 'gpt-5', providerId: 'openai', credentialId: 'env:openai', usage: usageOf(), priceVersionId: null, listPicoUsd: 0n,
    chargedPicoUsd: 0n, basisPoints: 0, confidence: 'reported', outcome: 'ok', final: true, firstTokenMs: null, totalMs: 100, processId: 'p', sequence: BigInt(index), ...row,
  })));
});
afterAll(() => admin.close());

type Options = Parameters<RunningAdmin['get']>[1];
const lines = async (path: string, options?: Options) => (await admin.get(path, options)).body.trimEnd().split('\n').map((line: string) => JSON.parse(line)) as Record<string, unknown>[];

test.each(['interval=month&groupBy=project&groupBy=key', 'interval=day&groupBy=model&groupBy=credential', 'groupBy=costCentre', 'groupBy=tag:team&groupBy=project', 'groupBy=endUser', 'groupBy=key&top=1', 'interval=hour&span=this-month'])(
  'every row of the report, in its order, to the last digit: %s', async (query) => {
    const span = query.includes('span=') ? '' : '&from=2026-10-01&to=2026-11-30';
    const report = (await admin.get(`/api/reports/usage?${query}${span}`)).body;
    // JSON of one line would be taken for an answer of its own.
    const { headers, body } = await admin.get(`/api/reports/usage/export?format=ndjson&${query}${span}`);
    const exported = (typeof body === 'string' ? body.trimEnd().split('\n').map((line) => JSON.parse(line)) : [body]) as Record<string, unknown>[];
    expect(headers.get('x-aiproxy-rows')).toBe(String(report.rows.length));
    expect(exported).toMatchObject(report.rows.map(({ start, isRest, groups, figures: { listUsd, chargedUsd, tokens: { input, output, ...tokens }, requests, attempts, errors, failedAttempts, latencyMs, firstTokenMs } }: {
      start: string; isRest: boolean; groups: { by: string; id: string | null; name: string }[]; figures: Record<string, Record<string, unknown>>;
    }) => ({
      start, isRest, listUsd, chargedUsd, inputTokens: input, outputTokens: output, ...tokens, requests, attempts, errors, failedAttempts,
      latencyMsP50: latencyMs.p50, latencyMsP95: latencyMs.p95, firstTokenMsP50: firstTokenMs.p50, firstTokenMsP95: firstTokenMs.p95,
      ...Object.fromEntries(groups.flatMap(({ by, id, name }): [string, unknown][] =>
        (['project', 'key', 'credential'].includes(by) ? [[by, id], [`${by}Name`, name]] : [[by.startsWith('tag:') ? 'tag' : by, name]]))),
    })));
  });

test('a CSV is a file with a header, its name and its number of rows; texts cannot be formulas', async () => {
  const { status, headers, body } = await admin.get('/api/reports/usage/export?from=2026-10-01&to=2026-11-30&groupBy=project');
  expect([status, headers.get('content-type'), headers.get('x-aiproxy-rows')]).toEqual([200, 'text/csv; charset=utf-8; header=present', '2']);
  expect(headers.get('content-disposition')).toBe('attachment; filename="usage-2026-10-01-2026-11-30.csv"');
  const [header, first, second, end] = body.split('\n');
  expect(header).toMatch(/^"Start","Project id","Project","All others","List cost \(USD\)","Charged cost \(USD\)","Input tokens",/);
  expect(first).toBe(`2026-10-01,${search},'-Search,f,6,9.000000000001,120,7,100,0,0,20,0,0,7,0,0,0,2,2,0,0,100,1450,175,198`);
  expect([second.startsWith(`2026-10-01,${ads},Ads,f,2.5,2.5,0,`), end]).toEqual([true, '']);
});

test('the ledger: rows with their names, filtered as the list is', async () => {
  expect(await lines('/api/ledger/export?format=ndjson&from=2026-11-01T00:00:00Z')).toMatchObject([
    { openedAt: '2026-11-03T10:00:00.000Z', projectName: '-Search', endUser: odd, chargedUsd: '6.000000000001' }, { projectName: 'Ads', keyName: 'gone', outcome: 'upstream_error' },
  ]);
  const { headers, body } = await admin.get(`/api/ledger/export?period=2026-11&projectId=${search}`);
  expect([headers.get('content-disposition'), headers.get('x-aiproxy-rows')]).toEqual(['attachment; filename="ledger-2026-11.csv"', '1']);
  expect(body).toContain(`,"'${odd.replaceAll('"', '""')}",`);
});

test('FOCUS', async () => {
  const { headers, body } = await admin.get('/api/reports/focus/export?from=2026-10-01&to=2026-11-30');
  expect([headers.get('x-aiproxy-rows'), body.split('\n')[0].split(',').length]).toEqual(['3', 38]);
  expect(await lines(`/api/reports/focus/export?format=ndjson&from=2026-10-01&to=2026-11-30&project=${search}`)).toMatchObject([{ SubAccountName: '-Search', BilledCost: '3' }, { ProviderName: 'OpenAI', ConsumedQuantity: 127 }]);
});

/** Of an archive whose parts are known by its directory. */
function unzip(archive: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = archive.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [packed, name, offset] = [archive.readUInt32LE(at + 20), archive.toString('utf8', at + 46, at + 46 + archive.readUInt16LE(at + 28)), archive.readUInt32LE(at + 42)];
    const begin = offset + 30 + archive.readUInt16LE(offset + 26);
    const content = inflateRawSync(archive.subarray(begin, begin + packed));
    expect(content).toHaveLength(archive.readUInt32LE(at + 24));
    parts.set(name, content.toString());
    at += 46 + name.length;
  }
  return parts;
}

test('a workbook: days and numbers are such, texts stay texts, and amounts are exact beside', async () => {
  const response = await fetch(`${admin.url}/api/ledger/export?format=xlsx`, { headers: { authorization: `Bearer ${admin.token}` } });
  const parts = unzip(Buffer.from(await response.arrayBuffer()));
  expect([...parts.keys()]).toEqual(['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', 'xl/worksheets/sheet1.xml']);
  const sheet = parts.get('xl/worksheets/sheet1.xml')!;
  expect(sheet.match(/<row>/g)).toHaveLength(4);
  expect(sheet).toContain('<row><c s="3"><v>46329.41666666667</v></c><c s="2"><v>46327</v></c>');
  expect(sheet).toContain('<c s="4"><v>6.000000000001</v></c><c t="inlineStr"><is><t xml:space="preserve">6.000000000001</t></is></c>');
  expect(sheet).toContain('=1+1 "a", \\n &lt;b&gt;\u2028🦆_x0001__x005F_x0001_');
});

test('HEAD tells the number alone, and is no export', async () => {
  const { status, headers, body } = await admin.ask('HEAD', '/api/ledger/export?format=ndjson');
  expect([status, headers.get('x-aiproxy-rows'), body]).toEqual([200, '3', '']);
});

test('each is in the audit log before it is sent: who, what, how many rows', async () => {
  const [{ sequence: before }] = (await admin.get('/api/audit?limit=1')).body.data;
  await admin.get('/api/reports/usage/export?from=2026-10-01&to=2026-11-30&groupBy=model');
  await admin.ask('HEAD', '/api/ledger/export');
  const [{ sequence, ...row }] = (await admin.get('/api/audit?limit=1')).body.data;
  expect(Number(sequence)).toBe(Number(before) + 1);
  expect(row).toMatchObject({ action: 'usage.export', resource: 'export', resourceId: 'usage-2026-10-01-2026-11-30.csv', after: { format: 'csv', rows: 1, query: { groupBy: 'model' } } });
});

test("a project's members get their own rows alone, and no names that they may not see", async () => {
  const viewer = await admin.signIn(null, [{ projectId: ads, role: 'viewer' }]);
  expect((await admin.get('/api/ledger/export', viewer)).headers.get('x-aiproxy-rows')).toBe('1');
  expect((await admin.get(`/api/reports/focus/export?from=2026-10-01&to=2026-11-30&project=${search}&project=${ads}`, viewer)).headers.get('x-aiproxy-rows')).toBe('1');
  expect((await admin.get('/api/reports/usage/export?from=2026-10-01&to=2026-11-30&groupBy=project', viewer)).headers.get('x-aiproxy-rows')).toBe('1');
  const { id: credentialId } = await make(admin, '/api/credentials', { providerId: 'openai', name: 'Secret contract', secret: 'sk-1' });
  await makeLedgerRow(admin, { projectId: ads, credentialId, openedAt: new Date('2026-11-24T11:30:00Z') });
  for (const [options, credentialName] of [[viewer, credentialId], [undefined, 'Secret contract']] as const) {
    for (const path of [`/api/ledger/export?format=ndjson&credentialId=${credentialId}`, `/api/reports/usage/export?format=ndjson&from=2026-11-24&to=2026-11-24&groupBy=credential&credential=${credentialId}`]) {
      expect((await admin.get(path, options)).body).toMatchObject({ credentialName });
    }
  }
});

test('whoever goes away leaves nothing running, and of three at a time one is refused', async () => {
  await admin.query(`INSERT INTO ledger SELECT (json_populate_record(l, json_build_object('request_id', 'many_' || n, 'tags', jsonb_build_object('t', repeat('${createHash('sha512').update('x').digest('hex')}', 4))))).* FROM ledger AS l, generate_series(1, 30000) AS n WHERE request_id = 'req_0'`);
  const open = () => new Promise<{ destroy: () => void; status: number; retryAfter: string | undefined }>((resolve, reject) => {
    const asked = httpRequest(`${admin.url}/api/ledger/export?format=ndjson`, { headers: { authorization: `Bearer ${admin.token}` } }, (response) => {
      response.on('error', () => undefined);
      resolve({ destroy: () => asked.destroy(), status: response.statusCode!, retryAfter: response.headers['retry-after'] });
    }).on('error', reject);
    asked.end();
  });
  const [first, second] = [await open(), await open()];
  const third = await open();
  expect([first.status, second.status, third.status, third.retryAfter]).toEqual([200, 200, 429, '5']);
  first.destroy();
  second.destroy();
  while ((await admin.query("SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'aiproxy export %' AND datname = current_database()")).length > 0);
  const again = await open();
  expect(again.status).toBe(200);
  again.destroy();
});
