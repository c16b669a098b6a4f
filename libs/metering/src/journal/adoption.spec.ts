import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Adoption, type Adopted } from './adoption.js';
import { isOwned, Ownership, socketsOf } from './ownership.js';

let root: string;
beforeEach(() => { root = realpathSync(mkdtempSync(join(tmpdir(), 'journals-'))); });

const alive: Ownership[] = [];
afterEach(() => {
  for (const ownership of alive.splice(0)) ownership.end();
  rmSync(root, { recursive: true });
});

/** Of a process that lives. */
async function adopter(replay: (adopted: Adopted) => Promise<boolean> = () => Promise.resolve(true)) {
  const [id, taken, failures] = [randomUUID(), [] as string[], [] as unknown[]];
  const adoption = new Adoption(root, id, {
    replay: async (adopted) => {
      taken.push(adopted.processId);
      return replay(adopted);
    },
    onFailure: (error) => failures.push(error),
  });
  const ownership = new Ownership(socketsOf(join(root, id)));
  await ownership.show();
  alive.push(ownership);
  return { id, adoption, taken, failures };
}
const journals = () => readdirSync(root).filter((name) => !name.endsWith('.sock'));

function dead(name: string = randomUUID()) {
  mkdirSync(join(root, name));
  writeFileSync(join(root, name, '00000001.log'), '');
  return name;
}

describe('journals of dead processes', () => {
  it('are taken over, brought to Postgres and gone', async () => {
    const [one, other] = [dead(), dead()];
    const { adoption, taken } = await adopter();
    await adoption.run();
    expect(new Set(taken)).toEqual(new Set([one, other]));
    expect(journals()).toEqual([]);
  });

  it('go to one of several who try at once, each of them', async () => {
    const all = Array.from({ length: 20 }, () => dead());
    const adopters = await Promise.all(Array.from({ length: 5 }, () => adopter()));
    await Promise.all(adopters.map(({ adoption }) => adoption.run()));
    expect(adopters.flatMap(({ taken }) => taken).sort()).toEqual(all.sort());
    expect(adopters.flatMap(({ failures }) => failures)).toEqual([]);
    expect(journals()).toEqual([]);
  });

  it('of a process that died over another\'s are taken over, too, under the name of who wrote them', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    dead(`${second}+${first}`);
    const { adoption, taken } = await adopter();
    await adoption.run();
    expect(taken).toEqual([first]);
  });

  it('stay, as ours, when they cannot be brought to Postgres now, and are tried again', async () => {
    const name = dead();
    let tries = 0;
    const { id, adoption, taken, failures } = await adopter(() => ((tries += 1) === 1 ? Promise.reject(new Error('away')) : Promise.resolve(true)));
    await adoption.run();
    expect(journals()).toEqual([`${id}+${name}`]);
    expect(failures).toHaveLength(1);
    await adoption.run();
    expect([taken, journals()]).toEqual([[name, name], []]);
  });
});

describe('what is left alone', () => {
  it('the journal of a living process, until it ends', async () => {
    const name = randomUUID();
    const ownership = new Ownership(socketsOf(join(root, name)));
    await ownership.show();
    dead(name);
    const { adoption, taken } = await adopter();
    await adoption.run();
    expect(taken).toEqual([]);
    ownership.end();
    await adoption.run();
    expect(taken).toEqual([name]);
  });

  it('what could not be read whole, under a name of its own', async () => {
    const name = dead();
    const { adoption, taken } = await adopter(() => Promise.resolve(false));
    await adoption.run();
    await adoption.run();
    expect([taken, journals()]).toEqual([[name], [`${name}.damaged`]]);
  });

  it('our own, and what is no journal', async () => {
    const { id, adoption, taken } = await adopter();
    dead(id);
    dead('lost+found');
    await adoption.run();
    expect(taken).toEqual([]);
  });
});

describe('the sockets of an owner', () => {
  it('have paths that the system takes, whatever the directory\'s is, and are its own', () => {
    const directories = ['/a', '/b', `/${'deep/'.repeat(100)}`];
    const sockets = directories.flatMap(socketsOf);
    expect(new Set(sockets).size).toBe(sockets.length);
    for (const directory of directories) expect(socketsOf(directory)).not.toEqual([]);
    for (const socket of sockets) expect(Buffer.byteLength(socket)).toBeLessThan(107);
  });

  it('are made anew when somebody tidied one away; meanwhile the other one tells', async () => {
    const sockets = socketsOf(join(root, 'one'));
    expect(sockets.length).toBeGreaterThan(1);
    const ownership = new Ownership(sockets);
    await ownership.show();
    for (const socket of sockets) {
      rmSync(socket);
      await expect(isOwned([socket])).resolves.toBe(false);
      await expect(isOwned(sockets)).resolves.toBe(true);
      await ownership.show();
      await expect(isOwned([socket])).resolves.toBe(true);
    }
    ownership.end();
    await expect(isOwned(sockets)).resolves.toBe(false);
  });

  it('are refused where there cannot be one', async () => {
    await expect(new Ownership([join(root, 'no', 'such', 'place.sock')]).show()).rejects.toThrow('listen');
  });
});
