import { ensureOwner } from '../../src/first-owner.js';
import { openBrowser } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { day, second, TestClock } from '../harness/test-clock.js';

let admin: RunningAdmin;
const clock = new TestClock();
const plain = { ADMIN_EMAIL: undefined, ADMIN_PASSWORD: undefined, ADMIN_URL: undefined, HOST: '0.0.0.0', ADMIN_PORT: 3001 };
beforeAll(async () => { admin = await startAdmin({}, undefined, clock); });
afterAll(() => admin.close());
// As it is before anybody came.
beforeEach(() => admin.query('DELETE FROM member'));

const start = (env: Partial<Record<keyof typeof plain, string | number>> = {}) => ensureOwner(admin.database, { ...plain, ...env } as typeof plain, new Date(clock.now()));
const tokenOf = ({ setupLink }: { setupLink?: string }) => setupLink!.split('#')[1];
const owner = { email: 'Owner@Example.com', name: 'Ada', password: 'a long enough password' };
const redeem = (token: string, body: object = {}) => openBrowser(admin).ask('POST', '/api/setup', { token, ...owner, ...body });

test('a start without members gives a link; whoever follows it becomes the owner and is signed in; then it is used up', async () => {
  const started = await start();
  expect(started.setupLink).toMatch(/^http:\/\/127\.0\.0\.1:3001\/setup#[\w-]{43}$/);
  const browser = openBrowser(admin);
  expect(await browser.ask('POST', '/api/setup', { token: tokenOf(started), ...owner })).toMatchObject({ status: 201, body: { member: { email: 'owner@example.com', role: 'owner' } } });
  expect((await browser.ask('GET', '/api/members')).status).toBe(200);
  expect(await redeem(tokenOf(started), { email: 'second@example.com' })).toMatchObject({ status: 404 });
  expect(await start()).toEqual({});
  const [link] = await admin.query("SELECT * FROM link WHERE used_at IS NOT NULL");
  expect(JSON.stringify(link)).not.toContain(tokenOf(started));
});

test('the link leads to ADMIN_URL', async () => {
  expect((await start({ ADMIN_URL: 'https://ai.example.com/' })).setupLink).toMatch(/^https:\/\/ai\.example\.com\/setup#/);
});

test('a later start gives a new link in place of the one before, and each works for a day', async () => {
  const [before, after] = [await start(), await start()];
  expect((await redeem(tokenOf(before))).status).toBe(404);
  clock.advance(day);
  expect((await redeem(tokenOf(after))).status).toBe(404);
  const last = await start();
  clock.advance(day - second);
  expect((await redeem(tokenOf(last))).status).toBe(201);
});

test('of two who follow the link at once one becomes the owner', async () => {
  const token = tokenOf(await start());
  const answers = await Promise.all(['one', 'two', 'three'].map((name) => redeem(token, { email: `${name}@example.com` })));
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 404, 404]);
  expect(await admin.query('SELECT role FROM member')).toEqual([{ role: 'owner' }]);
});

test('a weak password is refused and uses nothing up', async () => {
  const token = tokenOf(await start());
  expect(await redeem(token, { password: 'short' })).toMatchObject({ status: 400, body: { error: { param: 'password' } } });
  expect((await redeem(token)).status).toBe(201);
});

test('the environment names the first owner: no link then, and one owner of many starts at once', async () => {
  const named = { ADMIN_EMAIL: 'First@Example.com', ADMIN_PASSWORD: owner.password };
  expect(await Promise.all([start(named), start(named), start(named)])).toEqual([{}, {}, {}]);
  expect(await admin.query('SELECT email, name, role FROM member')).toEqual([{ email: 'first@example.com', name: 'First', role: 'owner' }]);
  expect((await openBrowser(admin).ask('POST', '/api/session', { email: 'first@example.com', password: owner.password })).status).toBe(200);
  expect(await start({ ADMIN_EMAIL: 'second@example.com' })).toEqual({}); // there is an owner: nothing is asked of the environment any more
});

test.each([
  ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'a@example.com' }],
  ['ADMIN_EMAIL', { ADMIN_PASSWORD: owner.password }],
  ['ADMIN_EMAIL', { ADMIN_EMAIL: 'nonsense', ADMIN_PASSWORD: owner.password }],
  ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'a@example.com', ADMIN_PASSWORD: 'hunter2' }],
])('a start that cannot make the owner says that %s is to be changed', async (name, env) => {
  await expect(start(env)).rejects.toThrow(new RegExp(`^${name} `));
  await expect(start(env)).rejects.not.toThrow('hunter2');
});

test('tokens are not guessed: after fifty dead links an address is refused', async () => {
  const token = tokenOf(await start());
  clock.advance(day / 2);
  await Promise.all(Array.from({ length: 50 }, (_, index) => redeem(`guess-${index}`)));
  expect((await redeem(token)).status).toBe(429);
});
