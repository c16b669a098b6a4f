// Two admin processes on one database, the time set by hand, real receivers.
import { Logger } from '@nestjs/common';
import { Sealer } from '#access/seal';
import { systemAuthor, type Change } from '#database/change';
import { Database } from '#database/database';
import { MemberRepository } from '#database/members';
import { ChannelRepository } from '#database/notification-channels';
import { ReportRunRepository, type RunRecord } from '#database/saved-reports/report-runs';
import { ReportScheduleRepository, type NewSchedule, type ScheduleRecord } from '#database/saved-reports/report-schedules';
import { SavedReportRepository } from '#database/saved-reports/saved-reports';
import { SettingsRepository } from '#database/settings';
import { Clock } from '#server/clock';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { startMailServer, type MailServer } from '../../test/harness/mail-server.js';
import { startReceiver, type Receiver } from '../../test/harness/receiver.js';
import { makeLedgerRow } from '../../test/harness/resources.js';
import { hour, minute, second } from '../../test/harness/test-clock.js';
import type { Principal } from '../access/principal.js';
import { makeAdminApp, partsOfDocument } from '../create-admin.js';
import { readAdminEnv } from '../env.js';
import type { UsageReportDto } from '../reports/report.dto.js';
import { ReportFiles } from './report-files.js';
import { ReportRunner } from './report-runner.js';

jest.setTimeout(60_000);

class SetClock extends Clock {
  atMs = Date.parse('2026-10-20T00:00:00Z');
  override now() { return this.atMs; }
  set(text: string) { this.atMs = Date.parse(text); }
}

const clock = new SetClock();
const sealer = new Sealer([Buffer.alloc(32, 1)]);
let fresh: FreshDatabase;
let receiver: Receiver;
let mails: MailServer;
let apps: Awaited<ReturnType<typeof makeAdminApp>>[];
let database: Database;
let [owner, reader] = ['', ''];
const runners = () => apps.map((app) => app.get(ReportRunner));
const sendDue = () => runners()[0].sendDue();
const change = <T>(work: (change: Change) => Promise<T>) => database.change(systemAuthor('command'), new Date(clock.now()), work);
const channel = { id: 'hook', kind: 'webhook', address: '' };

beforeAll(async () => {
  Logger.overrideLogger(false);
  [fresh, receiver, mails] = await Promise.all([freshDatabase(), startReceiver(), startMailServer()]);
  const env = readAdminEnv({ LOG_LEVEL: 'silent', ALLOW_PRIVATE_UPSTREAMS: 'true', SMTP_URL: mails.url, SMTP_FROM: 'AIProxy <aiproxy@example.com>', ADMIN_URL: 'https://ai.example.com' });
  apps = await Promise.all([1, 2].map(() => makeAdminApp(env, fresh.url, { ...partsOfDocument(), clock, sealer }))); // no timers: they are not started
  database = new Database(fresh.url);
  const member = (email: string, role: string) => change((open) => new MemberRepository(database).create(open, { email, name: email, role }));
  owner = (await member('finance@example.com', 'finance')).id;
  reader = (await member('reader@example.com', 'viewer')).id;
  const secret = Uint8Array.from(sealer.seal('secret', channel.id));
  await change((open) => new ChannelRepository(database).create(open, { id: channel.id, name: 'hook', kind: 'webhook', address: receiver.url, secret }));
  await change((open) => new SettingsRepository(database).update(open, { timeZone: 'Europe/Berlin' }));
  await makeLedgerRow({ database }, { openedAt: new Date('2026-10-24T22:30:00Z'), chargedPicoUsd: 5n * 10n ** 12n }); // the 25th in Berlin
});
afterAll(async () => {
  await Promise.all([...apps.map((app) => app.close()), receiver.close(), mails.close(), database.close()]);
  await fresh.drop();
});
beforeEach(async () => {
  await change(async ({ client }) => { await client.reportSchedule.deleteMany(); await client.reportRun.deleteMany(); });
  receiver.posted.length = 0;
  receiver.status = 200;
});

let made = 0;
/** Due each day at 08:00 in Berlin; of the day before. */
async function schedule(some: Partial<NewSchedule> = {}, query: object = { span: 'yesterday', groupBy: [], interval: 'total', limit: 1000 }): Promise<ScheduleRecord> {
  const name = `report ${(made += 1)}`;
  const report = await change((open) => new SavedReportRepository(database).create(open, { ownerId: owner, name, visibility: 'own', query }));
  return change((open) => new ReportScheduleRepository(database).create(open, report.id, {
    ownerId: owner, tokenRole: null, cadence: 'daily', day: null, minute: 480, format: 'json', memberIds: [], channelId: channel.id, enabled: true,
    nextAt: new Date('2026-10-23T06:00:00Z'), timeZone: 'Europe/Berlin', ...some,
  }));
}
const runsOf = async ({ reportId }: ScheduleRecord): Promise<RunRecord[]> => (await new ReportRunRepository(database).list(reportId, { limit: 100 })).rows;
const posted = () => receiver.posted.map(({ body }) => JSON.parse(body) as { id: string; from: string; to: string; total: { chargedUsd: string }; file: { content: string } | null });

test('two processes send one report once, of the organisation\'s day, and after clocks were turned at the same local time', async () => {
  const made = await schedule({ nextAt: new Date('2026-10-25T07:00:00Z') });
  clock.set('2026-10-25T06:59:59Z');
  await expect(sendDue()).resolves.toBe(0);
  clock.set('2026-10-26T07:00:00Z');
  await expect(Promise.all(runners().map((runner) => runner.sendDue()))).resolves.toEqual(expect.arrayContaining([0, 1]));
  expect(posted()).toMatchObject([{ from: '2026-10-25', to: '2026-10-25', total: { chargedUsd: '5' } }]);
  await expect(runsOf(made)).resolves.toMatchObject([{
    outcome: 'ok', problem: null, attempts: 1, dueAt: new Date('2026-10-26T07:00:00Z'), spanFrom: '2026-10-25', spanTo: '2026-10-25', rowCount: 1, chargedPicoUsd: 5n * 10n ** 12n, nextAt: null,
  }]);
  await expect(new ReportScheduleRepository(database).find(made.reportId, made.id)).resolves.toMatchObject({ nextAt: new Date('2026-10-27T07:00:00Z') });
});

test('after a standstill one run makes up for all', async () => {
  const made = await schedule();
  clock.set('2026-10-25T20:00:00Z');
  await expect(sendDue()).resolves.toBe(1);
  await expect(runsOf(made)).resolves.toMatchObject([{ dueAt: new Date('2026-10-25T07:00:00Z'), spanFrom: '2026-10-24' }]);
});

test('what is not taken is tried again later and later, of the days that it was due for, and given up after a day', async () => {
  const made = await schedule({ nextAt: new Date('2026-10-25T22:59:30Z'), minute: 23 * 60 + 59 });
  clock.set('2026-10-25T22:59:30Z');
  receiver.status = 503;
  const begin = clock.now();
  const waits: number[] = [];
  for (;;) {
    await sendDue();
    const run = (await runsOf(made)).at(-1)!;
    if (run.nextAt === null) break;
    expect(run).toMatchObject({ outcome: null, problem: 'It answered with status 503.', spanFrom: '2026-10-24' });
    waits.push(run.nextAt.getTime() - clock.now());
    clock.atMs = run.nextAt.getTime();
  }
  expect(waits.slice(0, 8)).toEqual([10, 30, 90, 270, 810, 2430, 3600, 3600].map((seconds) => seconds * second));
  expect(clock.now() - begin).toBeGreaterThan(22 * hour);
  expect((await runsOf(made)).at(-1)).toMatchObject({ outcome: 'failed', problem: 'It answered with status 503.', spanFrom: '2026-10-24' });
  const noted = await database.ask((client) => client.audit.findMany({ where: { action: 'saved-report.send', resourceId: made.reportId } }));
  expect(noted.map(({ after }) => JSON.parse(after!) as object)).toMatchObject([{ format: 'json', from: '2026-10-24', channelId: channel.id }]);
});

test('one that a process died over is another\'s when its claim is over, and a receiver knows it by its id', async () => {
  const made = await schedule();
  clock.set('2026-10-23T06:00:00Z');
  await new ReportRunRepository(database).beginDue(new Date(clock.now()), () => ({ dueAt: new Date(clock.now()), nextAt: new Date('2026-10-24T06:00:00Z') }));
  await new ReportRunRepository(database).claim(new Date(clock.now()), new Date(clock.now() + 15 * minute));
  await expect(sendDue()).resolves.toBe(0);
  clock.atMs += 15 * minute;
  await expect(sendDue()).resolves.toBe(1);
  const [run] = await runsOf(made);
  expect([posted().map(({ id }) => id), run.attempts]).toEqual([[run.id], 2]);
});

test('mail goes to those who do not have it yet, and to nobody who was disabled', async () => {
  const made = await schedule({ channelId: null, memberIds: [owner, reader], format: 'xlsx' });
  clock.set('2026-10-23T06:00:00Z');
  mails.refusing = true;
  await sendDue();
  await expect(runsOf(made)).resolves.toMatchObject([{ outcome: null, problem: 'The mail server did not take it; the log says more.', takenBy: [] }]);
  await change(({ client }) => client.reportRun.updateMany({ data: { takenBy: [owner] } }));
  mails.refusing = false;
  clock.atMs += 10 * second;
  await sendDue();
  const mail = await mails.next();
  expect(mail.to).toBe('reader@example.com');
  expect(mail.text).toMatch(/filename=usage-2026-10-22-2026-10-22\.xlsx\r\n\r\nUEsDB/); // a zip
  await expect(runsOf(made)).resolves.toMatchObject([{ outcome: 'ok', takenBy: [owner, reader] }]);
  await change((open) => new MemberRepository(database).update(open, reader, { disabled: true }));
  const alone = await schedule({ channelId: null, memberIds: [reader] });
  await sendDue();
  await expect(runsOf(alone)).resolves.toMatchObject([{ outcome: 'skipped', problem: 'None of those whom it goes to is a member any more.' }]);
});

test('whoever may no longer have it sent: the run fails and says so, and nothing is sent', async () => {
  clock.set('2026-10-23T06:00:00Z');
  const leaver = await change((open) => new MemberRepository(database).create(open, { email: 'leaver@example.com', name: 'leaver', role: 'finance' }));
  const [lost, withToken, foreign] = [await schedule({ ownerId: leaver.id }), await schedule({ tokenRole: 'viewer' }), await schedule({ ownerId: leaver.id })];
  await change(({ client }) => client.savedReport.updateMany({ where: { id: lost.reportId }, data: { visibility: 'organisation' } }));
  await change((open) => new MemberRepository(database).update(open, leaver.id, { role: 'viewer' }));
  await sendDue();
  await expect(runsOf(lost)).resolves.toMatchObject([{ outcome: 'failed', problem: 'The member who set its schedule no longer holds report:schedule.', attempts: 1 }]);
  await expect(runsOf(withToken)).resolves.toMatchObject([{ outcome: 'failed', problem: 'The member who set its schedule no longer holds report:schedule.' }]);
  await change((open) => new MemberRepository(database).update(open, leaver.id, { role: 'finance' }));
  clock.set('2026-10-24T06:00:00Z');
  await change(({ client }) => client.reportSchedule.deleteMany({ where: { id: withToken.id } }));
  await sendDue();
  expect((await runsOf(foreign))[0]).toMatchObject({ outcome: 'failed', problem: 'The member who set its schedule no longer sees the report.' });
  expect((await runsOf(lost))[0]).toMatchObject({ outcome: 'ok' });
  await change((open) => new MemberRepository(database).update(open, leaver.id, { disabled: true }));
  clock.set('2026-10-25T07:00:00Z');
  await sendDue();
  expect((await runsOf(lost))[0]).toMatchObject({ outcome: 'failed', problem: 'The member who set its schedule is disabled.' });
  expect(receiver.posted).toHaveLength(1);
});

test('one that was paused or removed under way is not sent', async () => {
  const [paused, removed] = [await schedule(), await schedule()];
  clock.set('2026-10-23T06:00:00Z');
  receiver.status = 500;
  await sendDue();
  receiver.status = 200;
  await change(async ({ client }) => {
    await client.reportSchedule.update({ where: { id: paused.id }, data: { enabled: false, nextAt: null } });
    await client.reportSchedule.delete({ where: { id: removed.id } });
  });
  clock.atMs += 10 * second;
  await sendDue();
  expect([...await runsOf(paused), ...await runsOf(removed)]).toMatchObject([{ outcome: 'skipped', problem: 'Its schedule was paused.' }, { outcome: 'skipped', problem: 'Its schedule was removed.', scheduleId: null }]);
  expect(receiver.posted).toHaveLength(2);
});

test('with another time zone the next time is another, and nothing is sent before it', async () => {
  const made = await schedule({ nextAt: new Date('2026-10-23T06:00:00Z') });
  clock.set('2026-10-22T13:00:00Z');
  await change((open) => new SettingsRepository(database).update(open, { timeZone: 'America/New_York' }));
  await expect(sendDue()).resolves.toBe(0);
  await expect(new ReportScheduleRepository(database).find(made.reportId, made.id)).resolves.toMatchObject({ nextAt: new Date('2026-10-23T12:00:00Z'), timeZone: 'America/New_York' });
  await change((open) => new SettingsRepository(database).update(open, { timeZone: 'Europe/Berlin' }));
});

test.each([
  ['what cannot be asked any more fails at once', { span: 'yesterday', interval: 'hour', groupBy: ['key'], limit: 10 }, 'interval must not be hour with key: hours are summed by project and model alone'],
  ['a currency without rates, too', { span: 'yesterday', groupBy: [], currency: 'EUR', limit: 10 }, expect.stringContaining('EUR') as string],
])('%s', async (_, query, problem) => {
  const made = await schedule({}, query);
  clock.set('2026-10-23T06:00:00Z');
  await sendDue();
  await expect(runsOf(made)).resolves.toMatchObject([{ outcome: 'failed', problem, attempts: 1, nextAt: null }]);
});

test('a workbook is not put into a webhook\'s body, which has the link', async () => {
  const made = await schedule({ format: 'xlsx' });
  clock.set('2026-10-23T06:00:00Z');
  await sendDue();
  expect(posted()).toMatchObject([{ file: null, link: `https://ai.example.com/reports/saved/${made.reportId}?from=2026-10-22&to=2026-10-22` }]);
});

test('a file beyond ten mebibytes is not sent', async () => {
  const reportOf = (bytes: number) => ({ from: '2026-10-01', to: '2026-10-01', groupBy: ['x'.repeat(bytes)] }) as UsageReportDto;
  const make = (bytes: number) => apps[0].get(ReportFiles).make(undefined as unknown as Principal, {}, reportOf(bytes), 'json');
  await expect(make(10 * 1024 * 1024)).resolves.toBeUndefined();
  await expect(make(1000)).resolves.toMatchObject({ filename: 'usage-2026-10-01-2026-10-01.json', contentType: 'application/json' });
});
