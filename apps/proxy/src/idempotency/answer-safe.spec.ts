import { Sealer } from '#access/seal';
import { AnswerSafe } from './answer-safe.js';

const sealer = (byte: number) => new Sealer([Buffer.alloc(32, byte)]);
const body = Buffer.from([0, 200, 255]);

it('an answer comes back byte for byte, to its own request alone', () => {
  const safe = new AnswerSafe(() => sealer(1));
  const sealed = safe.seal(body, 'req_1') ?? Buffer.alloc(0);
  expect(safe.open(sealed, 'req_1')).toEqual(body);
  expect(safe.open(sealed, 'req_2')).toBeUndefined();
  expect(new AnswerSafe(() => sealer(2)).open(sealed, 'req_1')).toBeUndefined();
});

it('a key file that is broken keeps no answer from going out', () => {
  const safe = new AnswerSafe(() => { throw new Error('no key'); });
  expect([safe.seal(body, 'req_1'), safe.open(body, 'req_1')]).toEqual([undefined, undefined]);
});

it('without an encryption key nothing is kept and it is counted, until there is one', () => {
  let there: Sealer | undefined;
  const safe = new AnswerSafe(() => there);
  expect(safe.seal(body, 'req_1')).toBeUndefined();
  there = sealer(1);
  expect(safe.seal(body, 'req_1')).toBeInstanceOf(Buffer);
  expect(safe.dropped).toBe(1);
});
