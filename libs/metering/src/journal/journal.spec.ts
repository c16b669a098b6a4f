import { readdirSync, readFileSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseError } from '#database/errors';
import { attemptEnd, attemptFacts } from '../../test/attempt-facts.js';
import { farSide, type FarSide } from '../../test/far-side.js';
import { ledgerRecord } from '../../test/ledger-record.js';
import { requestRecord } from '../../test/request-record.js';
import { LedgerFullError, LedgerWriter } from '../ledger-writer.js';
import { Journal, type JournalSettings } from './journal.js';

const mebibyte = 2 ** 20;
let root: string;
let side: FarSide;
const running: LedgerWriter[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'journal-'));
  side = farSide();
});
afterEach(async () => {
  for (const writer of running.splice(0)) await writer.close();
  rmSync(root, { recursive: true });
});

async function start(settings: Partial<JournalSettings> = {}, ends: FarSide = side) {
  const journal = await Journal.start({ root, maxBytes: 2 ** 30, whenFull: 'refuse', ...settings }, ends);
  const writer = new LedgerWriter(journal);
  running.push(writer);
  return { journal, writer, files: () => readdirSync(join(root, journal.processId)).filter((name) => name.endsWith('.log')) };
}
/** Opens until no more may be opened. */
function fill(writer: LedgerWriter): bigint[] {
  const opened: bigint[] = [];
  try {
    for (;;) opened.push(writer.open(attemptFacts(`req_${opened.length}`)));
  } catch (error) {
    if (!(error instanceof LedgerFullError)) throw error;
  }
  return opened;
}
const away = () => new DatabaseError('unavailable', 'connection refused');
const turn = () => new Promise(setImmediate);

describe('the journal of a process', () => {
  it('has the line of an attempt when it is opened, and that of its end in the same turn of the event loop', async () => {
    const { writer, journal, files } = await start();
    const sequence = writer.open(attemptFacts('req_1'));
    const text = () => readFileSync(join(root, journal.processId, files()[0]), 'utf8');
    expect(text()).toContain('"kind":"opened"');
    writer.settle(sequence, attemptEnd);
    await turn();
    expect(text()).toContain('"kind":"settled"');
  });

  it('is nobody else\'s to read', async () => {
    const { writer, journal, files } = await start({ root: join(root, 'made', 'anew') });
    writer.open(attemptFacts('req_1'));
    const directory = join(root, 'made', 'anew', journal.processId);
    const modes = [join(root, 'made', 'anew'), directory, ...readdirSync(directory).map((name) => join(directory, name))].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o600]);
    expect(files).toThrow('ENOENT');
  });

  it('brings rows to Postgres in the order they came, those of requests too', async () => {
    const { writer, journal } = await start();
    for (let index = 0; index < 1_200; index += 1) {
      writer.settle(writer.open(attemptFacts(`req_${index}`)), attemptEnd);
      journal.add({ kind: 'request', row: requestRecord(`req_${index}`) });
    }
    await writer.drain();
    const expected = Array.from({ length: 1_200 }, (_, index) => [`req_${index}`, `req_${index}`]).flat();
    expect(side.ids).toEqual(expected);
    expect(Math.max(...side.batches.map(({ length }) => length))).toBe(500);
    expect(writer.counts()).toMatchObject({ waiting: 0, waitingMs: 0, unprotected: 0, broken: 0, lost: 0 });
  });

  it('grows on disk while Postgres is away, says how far it is behind, and shrinks when all is there', async () => {
    side.answers = Array.from({ length: 99 }, () => away);
    const { writer, files } = await start({ maxBytes: 8 * mebibyte });
    for (let index = 0; index < 4_000; index += 1) {
      writer.settle(writer.open(attemptFacts(`req_${index}`)), attemptEnd);
      if (index % 100 === 0) await turn();
    }
    await turn();
    expect(writer.counts()).toMatchObject({ waiting: 4_000, unprotected: 0 });
    expect(writer.counts().bytes).toBeGreaterThan(3 * mebibyte);
    expect(files().length).toBeGreaterThan(2);
    side.answers = [];
    await writer.drain();
    expect(side.ids).toHaveLength(4_000);
    expect(new Set(side.ids).size).toBe(4_000);
    expect(files()).toHaveLength(1);
    expect(writer.counts()).toMatchObject({ waiting: 0, waitingMs: 0 });
  });

  it('lets files go although an attempt that was opened in the first one is still under way, and keeps that one\'s line', async () => {
    const { writer, journal, files } = await start({ maxBytes: 8 * mebibyte });
    writer.open(attemptFacts('req_long'));
    for (let index = 0; index < 3_000; index += 1) {
      writer.settle(writer.open(attemptFacts(`req_${index}`)), attemptEnd);
      if (index % 100 === 0) await turn();
    }
    await writer.drain();
    expect(files()).toHaveLength(1);
    await writer.close();
    const next = await start();
    await next.journal.adopt();
    expect(side.rows.get('settled req_long')).toMatchObject({ row: { outcome: 'interrupted', processId: journal.processId, sequence: 1n } });
    expect(next.writer.counts()).toMatchObject({ replayed: 1, broken: 0, lost: 0 });
  });

  it('of several on one machine is its own: nobody takes over the journal of a living one', async () => {
    const [one, other] = [await start(), await start()];
    const sequences = [one.writer.open(attemptFacts('req_one')), other.writer.open(attemptFacts('req_other'))];
    await Promise.all([one.journal.adopt(), other.journal.adopt()]);
    one.writer.settle(sequences[0], attemptEnd);
    other.writer.settle(sequences[1], attemptEnd);
    await Promise.all([one.writer.drain(), other.writer.drain()]);
    expect(side.rows.get('settled req_one')).toMatchObject({ row: { outcome: 'ok', processId: one.journal.processId, sequence: 1n } });
    expect(side.rows.get('settled req_other')).toMatchObject({ row: { outcome: 'ok', processId: other.journal.processId, sequence: 1n } });
  });

  it('goes on in another file when its directory is taken away, and says so', async () => {
    const { writer, journal } = await start();
    writer.settle(writer.open(attemptFacts('req_taken')), attemptEnd);
    await turn();
    renameSync(join(root, journal.processId), join(root, 'elsewhere'));
    await writer.drain();
    writer.settle(writer.open(attemptFacts('req_after')), attemptEnd);
    await writer.drain();
    expect(side.ids).toEqual(['req_after']);
    expect(side.warnings).toEqual([expect.stringContaining('was taken away')]);
    expect(writer.counts()).toMatchObject({ waiting: 0, broken: 0 });
  });

  it.each([['lost', 1, 4], ['in Postgres', 0, 5]])('of a dead one in which an attempt has no line: it is %s', async (_, lost, rows) => {
    const dead = await start();
    for (let index = 1; index <= 5; index += 1) dead.writer.open(attemptFacts(`req_${index}`));
    const [file] = dead.files();
    await dead.writer.close();
    const path = join(root, dead.journal.processId, file);
    const lines = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, lines.toSpliced(2, 1).join('\n'));
    if (lost === 0) side.rows.set('settled req_3', { kind: 'settled', row: ledgerRecord(3n) });
    const next = await start();
    await next.journal.adopt();
    expect(side.rows.size).toBe(rows);
    expect(next.writer.counts()).toMatchObject({ lost, replayed: 4, broken: 0 });
  });
});

it('tells all rows of a dead one together, more than a batch of them: whoever adds up the attempts of a request has them all', async () => {
  const dead = await start();
  for (let index = 1; index <= 1200; index += 1) dead.writer.open(attemptFacts(`req_${index % 600}`));
  await dead.writer.close();
  const told: number[] = [];
  side.onReplayed = (rows) => { told.push(rows.length); };
  const next = await start();
  await next.journal.adopt();
  expect(side.batches.length).toBeGreaterThan(1);
  expect(told).toEqual([1200]);
});

describe('a journal with a damaged line', () => {
  it('of a dead process is kept for people, once all others of its lines are in Postgres; it is told without what stood there', async () => {
    const dead = await start();
    for (const user of ['req_1', 'req_2', 'req_3']) dead.writer.open(attemptFacts(user));
    const [file] = dead.files();
    await dead.writer.close();
    const path = join(root, dead.journal.processId, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace('req_2', 'req_X'));
    const next = await start();
    side.warnings = [];
    await next.journal.adopt();
    expect([...side.rows.keys()]).toEqual(['settled req_1', 'settled req_3']);
    expect(next.writer.counts()).toMatchObject({ broken: 1, lost: 1, replayed: 2 });
    expect(readdirSync(root)).toContain(`${dead.journal.processId}.damaged`);
    expect(side.warnings).toEqual([expect.stringMatching(/^A line of the usage journal .*\.damaged cannot be read/)]);
  });
});

describe('a journal that reached its bound', () => {
  it('refuses what would be opened, settles all that was, and goes on when Postgres has it', async () => {
    const { writer } = await start({ maxBytes: mebibyte });
    const opened = fill(writer);
    expect(side.warnings).toEqual([expect.stringContaining('its bound is reached')]);
    for (const sequence of opened) writer.settle(sequence, attemptEnd);
    await turn();
    const { bytes, unprotected } = writer.counts();
    expect(bytes).toBeLessThanOrEqual(mebibyte);
    expect(unprotected).toBe(0);
    await writer.drain();
    expect(side.ids).toHaveLength(opened.length);
    expect(writer.open(attemptFacts('req_more'))).toBe(BigInt(opened.length + 1));
  });

  it('gives no room to request rows that what was opened needs, and keeps a bounded number of them in memory', async () => {
    side.answers = Array.from({ length: 9 }, () => away);
    const { writer, journal } = await start({ maxBytes: mebibyte });
    const opened = fill(writer);
    expect(writer.counts().refused).toBe(1);
    for (let index = 0; index < 10_010; index += 1) journal.add({ kind: 'request', row: requestRecord(`refused_${index}`) });
    await turn();
    const { dropped, waiting } = writer.counts();
    expect(dropped + waiting).toBe(10_010);
    expect(dropped).toBeGreaterThan(0);
    expect(dropped).toBeLessThanOrEqual(10);
    for (const sequence of opened) writer.settle(sequence, attemptEnd);
    await turn();
    expect(writer.counts().bytes).toBeLessThanOrEqual(mebibyte);
    side.answers = [];
    await writer.drain();
    expect(side.rows.size).toBe(waiting + opened.length);
  });

  it('serves all the same when it is told to, keeps that in memory, and says how much would be lost', async () => {
    const { writer } = await start({ maxBytes: mebibyte, whenFull: 'serve' });
    const opened: bigint[] = [];
    while (writer.counts().unprotected < 100) opened.push(writer.open(attemptFacts(`req_${opened.length}`)));
    expect(side.warnings).toEqual([expect.stringContaining('kept in memory')]);
    for (const sequence of opened) writer.settle(sequence, attemptEnd);
    await writer.drain();
    expect(new Set(side.ids).size).toBe(opened.length);
    expect(writer.counts()).toMatchObject({ waiting: 0, unprotected: 0, lost: 0 });
  });
});
