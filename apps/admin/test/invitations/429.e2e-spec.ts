import { redeem } from '../harness/invitations.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('links are not to be guessed', async () => {
  const statuses = [];
  for (let guess = 0; guess < 60; guess += 1) statuses.push((await redeem(admin, `guess-${guess}`)).status);
  expect(statuses.at(0)).toBe(404);
  expect(statuses.at(-1)).toBe(429);
});
