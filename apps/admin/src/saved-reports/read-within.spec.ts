import { Readable } from 'node:stream';
import { readWithin } from './read-within.js';

test('what fits is given whole, to the last byte', async () => {
  expect(await readWithin(Readable.from(['ab', 'ä']), 4)).toEqual(Buffer.from('abä'));
  expect(await readWithin(Readable.from(['ab', 'ä']), 3)).toBeUndefined();
});

test('of what does not, no more is read than shows it', async () => {
  let made = 0;
  function* endless() { for (;;) { made += 1; yield Buffer.alloc(10); } }
  const stream = Readable.from(endless(), { objectMode: false, highWaterMark: 1 });
  expect(await readWithin(stream, 100)).toBeUndefined();
  expect(stream.destroyed).toBe(true);
  expect(made).toBeLessThan(15);
});
