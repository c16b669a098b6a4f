import { hashPassword, nobodysHash, verifyPassword } from './passwords.js';

test('a password opens its own hash and no other; the same one is hashed differently each time', async () => {
  const [one, other] = await Promise.all([hashPassword('correct horse battery'), hashPassword('correct horse battery')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect(await verifyPassword(one, 'correct horse battery')).toBe(true);
  expect(await verifyPassword(one, 'correct horse batterz')).toBe(false);
});

test('no account is no match, after a check of the same cost', async () => {
  expect(await verifyPassword(null, 'wrong')).toBe(false);
  const costOf = (stored: string) => /^\$argon2id\$[^$]+\$[^$]+\$/.exec(stored)?.[0];
  expect(costOf(nobodysHash)).toBe(costOf(await hashPassword('correct horse battery')));
});

test('a flood waits in a line of bounded length: all in it are served, the others told to come back', async () => {
  const results = await Promise.allSettled(Array.from({ length: 210 }, () => verifyPassword(null, 'x')));
  const refused = results.filter((one) => one.status === 'rejected');
  expect(refused).toHaveLength(8);
  expect(refused[0]).toMatchObject({ reason: { code: 'overloaded' } });
  expect(await verifyPassword(null, 'x')).toBe(false);
});
