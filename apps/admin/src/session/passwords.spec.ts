import { hashPassword, verifyPassword } from './passwords.js';

test('a password opens its own hash and no other; the same one is hashed differently each time', async () => {
  const [one, other] = await Promise.all([hashPassword('correct horse battery'), hashPassword('correct horse battery')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect(await verifyPassword(one, 'correct horse battery')).toBe(true);
  expect(await verifyPassword(one, 'correct horse batterz')).toBe(false);
});

test('no account is no match, and costs a real check', async () => {
  const known = await hashPassword('correct horse battery');
  const timed = async (stored: string | null) => {
    const from = process.cpuUsage();
    for (let turn = 0; turn < 5; turn += 1) expect(await verifyPassword(stored, 'wrong')).toBe(false);
    const { user, system } = process.cpuUsage(from);
    return user + system;
  };
  const [withHash, without] = [await timed(known), await timed(null)];
  expect(without).toBeGreaterThan(withHash / 4); // a check left out would cost next to nothing
});

test('a flood waits in a line of bounded length: all in it are served, the others told to come back', async () => {
  const results = await Promise.allSettled(Array.from({ length: 210 }, () => verifyPassword(null, 'x')));
  const refused = results.filter((one) => one.status === 'rejected');
  expect(refused).toHaveLength(8);
  expect(refused[0]).toMatchObject({ reason: { code: 'overloaded' } });
  expect(await verifyPassword(null, 'x')).toBe(false);
});
