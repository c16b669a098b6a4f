import { parseLine, renderLine } from './line.js';

const json = '{"kind":"settled","text":"Grüße 😀"}';
const line = renderLine(json).slice(0, -1);

describe('a line', () => {
  it('gives back what was written, whatever is in it', () => {
    expect(renderLine(json)).toMatch(/^[0-9a-f]{8} \{.*\}\n$/);
    for (const text of [json, '""', '{}', JSON.stringify('a\nb\u2028\0')]) expect(parseLine(renderLine(text).slice(0, -1))).toBe(text);
  });

  it('that was cut anywhere is known as such', () => {
    for (let length = 0; length < line.length; length += 1) expect(parseLine(line.slice(0, length))).toBeUndefined();
  });

  it('of which any one character changed is known as such', () => {
    for (let at = 0; at < line.length; at += 1) expect(parseLine(`${line.slice(0, at)}#${line.slice(at + 1)}`)).toBeUndefined();
    expect(parseLine(line.toUpperCase())).toBeUndefined();
  });
});
