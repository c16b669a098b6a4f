import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { systemAuthor } from './change.js';
import { Database } from './database.js';
import { reportDrill } from './drill-report.js';
import { DrillRepository, type ManagedDrill, type NewDrill } from './drills.js';
import { loadDrills } from './load-drills.js';
import { ProjectRepository } from './projects.js';
import type { RequestAttempt, RequestRecord } from './request-row.js';
import { RequestRepository } from './requests.js';
import { TierRepository } from './tiers.js';

let fresh: FreshDatabase;
let database: Database;
let drills: DrillRepository;
let requests: RequestRepository;
let projectId: string;
let other: string;

const start = new Date('2026-11-25T10:00:00Z');
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const change: Database['change'] = (author, moment, work) => database.change(author, moment, work);
const create = (some: Partial<NewDrill> = {}) => change(systemAuthor('command'), start, (one) => drills.create(one, {
  projectId, providerId: null, targetId: 'lost', effect: 'down', share: 50, delayMs: null, failPercent: null, reason: 'practice', startsAt: start, endsAt: at(60), ...some,
}));

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  [drills, requests] = [new DrillRepository(database), new RequestRepository(database)];
  [projectId, other] = await change(systemAuthor('command'), start, async (one) => {
    const { id: tierId } = await new TierRepository(database).create(one, { name: 't', requestsPerMinute: null, requestsPerDay: null, tokensPerMinute: null, concurrentRequests: null });
    const projects = new ProjectRepository(database);
    return [(await projects.create(one, { name: 'one', tierId })).id, (await projects.create(one, { name: 'other', tierId })).id];
  });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

let made = 0;
const attempt = (some: Partial<RequestAttempt>): RequestAttempt => ({
  attempt: 1, targetId: 'lost', providerId: 'openai', modelServed: 'm', credentialId: 'env:openai', region: null, reason: 'weighted', drillId: null, outcome: 'ok', firstTokenMs: null, totalMs: 1,
  ...some,
});
function request(seconds: number, attempts: Partial<RequestAttempt>[], some: Partial<RequestRecord> = {}): RequestRecord {
  made += 1;
  return {
    id: `req_${made}`, at: at(seconds), keyId: 'k', projectId, endpoint: 'chat', modelAsked: 'm', status: 200, errorCode: null, stream: false,
    attempts: attempts.map(attempt), paramsDropped: [], replayOf: null, totalMs: 100, processId: 'p', ...some,
  };
}

test('proxies are told of those under way and those ahead, oldest first, until their end', async () => {
  const [on, ahead, ended] = [await create({ projectId: other, endsAt: at(20) }), await create({ projectId: other, startsAt: at(50), effect: 'slow', delayMs: 9 }), await create({ projectId: other })];
  await change(systemAuthor('command'), at(1), (one) => drills.end(one, other, ended.id));
  const told = async (now: Date) => (await database.ask((client) => loadDrills(client, now))).filter(({ projectId: id }) => id === other);
  expect((await told(at(19))).map(({ id }) => id)).toEqual([on.id, ahead.id]);
  expect(await told(at(20))).toEqual([{
    id: ahead.id, projectId: other, providerId: null, targetId: 'lost', effect: 'slow', share: 50, delayMs: 9, failPercent: null, startsAt: at(50), endsAt: at(60),
  }]);
});

describe('a report', () => {
  let drill: ManagedDrill;
  let failed: Partial<RequestAttempt>;
  const elsewhere = { targetId: 'safe' };
  beforeAll(async () => {
    drill = await create();
    failed = { drillId: drill.id, outcome: 'upstream_unreachable' };
    await requests.insertMany([
      request(-1, [failed]),
      request(0, [failed, elsewhere], { totalMs: 30 }),
      request(1, [failed, failed, elsewhere], { totalMs: 50 }),
      request(2, [failed, { drillId: drill.id }], { totalMs: 10 }), // asked once more, it was let through
      request(3, [{ drillId: drill.id }], { totalMs: 20 }),
      request(4, [failed, failed], { status: 502, errorCode: 'upstream_unreachable', totalMs: 40 }),
      request(5, [failed, { ...elsewhere, outcome: 'upstream_error' }], { status: 502, errorCode: 'upstream_error', totalMs: 60 }),
      request(6, [failed, { ...elsewhere, outcome: 'upstream_error' }], { errorCode: 'upstream_error', stream: true, totalMs: 70 }),
      request(7, [elsewhere], { totalMs: 5 }),
      request(8, [{ drillId: 'another' }], { totalMs: 9 }),
      request(9, [], { status: 404, errorCode: 'model_not_found', totalMs: 1 }),
      request(9, [failed], { projectId: other }),
      request(61, [failed, elsewhere], { totalMs: 15 }), // of a process that had not heard of the end
      request(62, [elsewhere]),
    ]);
  });

  test('counts what the drill met in its time, in its project, and how it ended', async () => {
    await expect(drills.report(drill, at(3600))).resolves.toEqual({
      from: start, until: at(60), complete: true, requests: 11, met: 8, answered: 5, saved: 3,
      failed: [
        { status: 200, errorCode: 'upstream_error', requests: 1 }, { status: 502, errorCode: 'upstream_error', requests: 1 },
        { status: 502, errorCode: 'upstream_unreachable', requests: 1 },
      ],
      metAttempts: [{ outcome: 'upstream_unreachable', attempts: 9 }, { outcome: 'ok', attempts: 2 }],
      attempts: 16, metMs: { median: 30, p99: 70 }, unmetMs: { median: 5, p99: 9 },
    });
  });

  test('of one under way goes to now; of one that was ended, to that moment', async () => {
    await expect(drills.report({ ...drill, endsAt: at(100_000) }, at(63))).resolves.toMatchObject({ until: at(63), requests: 12, met: 8 });
    await expect(drills.report({ ...drill, endedAt: at(10) }, at(3600))).resolves.toMatchObject({ until: at(10), requests: 10, met: 7 });
  });

  test('of one that is ahead, and of one whose rows are gone, is of nothing', async () => {
    const nothing = { complete: true, requests: 0, met: 0, answered: 0, saved: 0, failed: [], metAttempts: [], attempts: 0, metMs: null, unmetMs: null };
    await expect(drills.report({ ...drill, startsAt: at(5000), endsAt: at(6000) }, start)).resolves.toMatchObject({ from: at(5000), until: at(5000), ...nothing });
    await expect(drills.report({ ...drill, startsAt: at(-6000), endsAt: at(-5000) }, start)).resolves.toMatchObject(nothing);
  });

  test('of more requests than are counted says so, and until when it goes', async () => {
    const window = { drillId: drill.id, projectId, from: start, until: at(60) };
    await expect(database.ask((client) => reportDrill(client, window, 3))).resolves.toMatchObject({ until: at(3), complete: false, requests: 3, met: 3 });
    await expect(database.ask((client) => reportDrill(client, window, 10))).resolves.toMatchObject({ complete: true });
  });
});
