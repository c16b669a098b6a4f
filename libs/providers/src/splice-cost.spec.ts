import { spliceCost, spliceCostIntoFrames } from './splice-cost.js';

const spliced = (json: string) => spliceCost(Buffer.from(json), '0.0000057').toString();

test.each([
  ['stands first in the usage, every other byte as it was', '{ "id":"a", "usage" : {"prompt_tokens":1.0}, "z":[ 1 ] }', '{ "id":"a", "usage" : {"cost":0.0000057,"prompt_tokens":1.0}, "z":[ 1 ] }'],
  ['stands alone in an empty one', '{"usage":{ }}', '{"usage":{"cost":0.0000057}}'],
  ['takes the place of the provider\'s own', '{"usage":{"a":1,"cost":9,"b":2}}', '{"usage":{"cost":0.0000057,"a":1,"b":2}}'],
  ['leaves numbers as the provider wrote them, its own cost gone', '{"usage":{"a":1.0, "cost": 9e-7 ,"b":12345678901234567890,"c":"\\u00e9"}}', '{"usage":{"cost":0.0000057,"a":1.0,"b":12345678901234567890,"c":"\\u00e9"}}'],
  ['is in no other usage than the reply\'s', '{"x":{"usage":{}},"usage":{"a":1}}', '{"x":{"usage":{}},"usage":{"cost":0.0000057,"a":1}}'],
  ['is nowhere without a usage', '{"choices":[]}', '{"choices":[]}'],
  ['is nowhere where the usage is null', '{"usage":null}', '{"usage":null}'],
])('the cost %s', (_, json, expected) => {
  expect(spliced(json)).toBe(expected);
});

test('of a stream only the frame with the usage has it', () => {
  const text = 'data: {"choices":[{"delta":{"content":"\\"usage\\":{}"}}],"usage":null}\n\n';
  const frames = `${text}data: {"choices":[],"usage":{"total_tokens":1}}\n\ndata: [DONE]\n\n`;
  expect(spliceCostIntoFrames(Buffer.from(frames), '1')).toBe(`${text}data: {"choices":[],"usage":{"cost":1,"total_tokens":1}}\n\ndata: [DONE]\n\n`);
  expect(spliceCostIntoFrames(text, '1')).toBe(text);
});
