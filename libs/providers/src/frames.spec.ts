import * as fc from 'fast-check';
import { frameCutter } from './frames.js';

const stream = 'data: {"a":"é😀"}\n\n: comment\n\nevent: x\ndata: 1\ndata: 2\n\ndata: [DONE]\n\n';

function cutAt(bytes: Buffer, places: number[]): string[] {
  const cutter = frameCutter();
  const ends = [...new Set([...places.map((place) => place % bytes.length), bytes.length])].sort((a, b) => a - b);
  let start = 0;
  return ends.flatMap((end) => cutter.push(bytes.subarray(start, (start = end))).map(String)).concat(String(cutter.rest()));
}

describe('frameCutter', () => {
  it('gives the same frames wherever the bytes are cut and whatever ends their lines', () => {
    for (const ending of ['\n', '\r\n', '\r']) {
      const bytes = Buffer.from(stream.replaceAll('\n', ending));
      const whole = cutAt(bytes, []);
      expect(whole).toHaveLength(5);
      expect(whole.join('')).toBe(bytes.toString());
      fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 20 }), (places) => expect(cutAt(bytes, places)).toEqual(whole)));
    }
  });

  it('keeps a last frame without its blank line for the end', () => {
    expect(cutAt(Buffer.from('data: 1\n\ndata: 2\n'), [])).toEqual(['data: 1\n\n', 'data: 2\n']);
  });
});
