import { Database } from '#database/database';
import { KeyUseRepository, type KeyUseRecord } from '#database/key-use';
import { KeyUses } from './key-uses.js';

/** The real one on a database that nobody can reach, which notes what it was given and can be told to take it. */
class Notebook extends KeyUseRepository {
  readonly batches: (readonly KeyUseRecord[])[] = [];
  reachable = true;

  override recordMany(uses: readonly KeyUseRecord[]): Promise<void> {
    this.batches.push(uses);
    return this.reachable ? Promise.resolve() : super.recordMany(uses);
  }
}

describe('the last uses of keys', () => {
  const database = new Database('postgresql://nobody@127.0.0.1:1/none');
  let notebook: Notebook;
  let uses: KeyUses;
  beforeEach(() => { notebook = new Notebook(database); uses = new KeyUses(notebook); });
  afterAll(() => database.close());

  it('are written once for all requests of a key, the latest one, with the client cut and the address in its normal form', async () => {
    for (let at = 1; at <= 100; at += 1) uses.note('k', at * 1000, '::ffff:192.0.2.7', 'x'.repeat(500));
    uses.note('other', 5000, undefined, undefined);
    expect(notebook.batches).toEqual([]);
    await uses.write();
    expect(notebook.batches).toEqual([[
      { keyId: 'k', usedAt: new Date(100_000), address: '192.0.2.7', client: 'x'.repeat(120) },
      { keyId: 'other', usedAt: new Date(5000), address: '', client: '' },
    ]]);
    await uses.write();
    expect(notebook.batches[1]).toEqual([]);
  });

  it('are all written when the last write is over, also those that an earlier one still had under way', async () => {
    notebook.reachable = false;
    uses.note('a', 1000, '192.0.2.1', 'one');
    void uses.write();
    uses.note('b', 1000, '192.0.2.1', 'one');
    const last = uses.write();
    await Promise.resolve();
    notebook.reachable = true;
    await last;
    expect(notebook.batches.at(-1)?.map(({ keyId }) => keyId).sort()).toEqual(['a', 'b']);
  });

  it('that could not be written are written with the next ones, a later use of the same key in place of the earlier', async () => {
    notebook.reachable = false;
    uses.note('a', 1000, '192.0.2.1', 'one');
    uses.note('b', 1000, '192.0.2.1', 'one');
    const failed = uses.write();
    await Promise.resolve(); // it has begun
    uses.note('a', 2000, '192.0.2.2', 'two');
    await failed;
    notebook.reachable = true;
    await uses.write();
    expect(Object.fromEntries(notebook.batches[1].map(({ keyId, client }) => [keyId, client]))).toEqual({ a: 'two', b: 'one' });
  });
});
