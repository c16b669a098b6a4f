import { AskedKeys } from './asked-keys.js';
import type { KeyRecord } from './records.js';

let asked: AskedKeys;
let questions: string[];
const ask = (hash: string, answer?: KeyRecord) => () => {
  questions.push(hash);
  return Promise.resolve(answer);
};

beforeEach(() => {
  asked = new AskedKeys();
  questions = [];
});

test('a hash is asked for once in five seconds', async () => {
  await asked.find('a', 1000, ask('a'));
  await asked.find('a', 5999, ask('a'));
  expect(questions).toEqual(['a']);
  await asked.find('a', 6000, ask('a'));
  expect(questions).toEqual(['a', 'a']);
});

test('a flood of made-up keys costs twenty questions a second; the others get no answer rather than a wrong one, what was asked stays answered', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 100 }, (_, index) => asked.find(`${index}`, 1999, ask(`${index}`))));
  expect(questions).toHaveLength(20);
  expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => ({ status: 'fulfilled', value: undefined })));
  expect(answers.slice(20)).toEqual(Array.from({ length: 80 }, () => ({ status: 'rejected', reason: expect.objectContaining({ kind: 'unavailable' }) as unknown })));
  await expect(asked.find('0', 1999, ask('0'))).resolves.toBeUndefined();
  await asked.find('next', 2000, ask('next'));
  expect(questions).toHaveLength(21);
});

test('an outage is not remembered as an answer', async () => {
  await expect(asked.find('a', 1000, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  await expect(asked.find('a', 1000, ask('a', { id: 'k' } as KeyRecord))).resolves.toEqual({ id: 'k' });
});

test('an answer does not outlive a change of the configuration', async () => {
  await asked.find('a', 1000, ask('a'));
  asked.forget();
  await asked.find('a', 1000, ask('a'));
  expect(questions).toEqual(['a', 'a']);
});
