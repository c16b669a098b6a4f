import * as fc from 'fast-check';
import type { StreamSeen } from './exchange.js';
import { noteShown, noteShownRaw } from './note-shown.js';

const nothing = (): StreamSeen => ({ committed: false, finished: false, outputBytes: 0 });
const rawOf = (text: string) => Buffer.from(JSON.stringify(text).slice(1, -1)).toString('latin1');

describe('what a stream has shown', () => {
  it('is the same read from a text and from the bytes of its JSON', () => {
    const texts = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('"', '\\', '\n', '東京 🗼', 'ü')), { maxLength: 20 });
    fc.assert(fc.property(texts, (all) => {
      const [read, raw] = [nothing(), nothing()];
      for (const text of all) {
        noteShown(read, text);
        noteShownRaw(raw, rawOf(text));
      }
      expect(raw).toEqual(read);
      expect(read.sample ?? '').toBe(all.join(''));
      expect(read.outputBytes).toBe(Buffer.byteLength(all.join('')));
    }));
  });

  it('keeps a beginning only, and counts on', () => {
    const seen = nothing();
    for (let piece = 0; piece < 10_000; piece += 1) noteShownRaw(seen, 'four');
    expect([seen.outputBytes, seen.sample?.length]).toEqual([40_000, 4_096]);
  });

  it('takes what is no JSON as it is', () => {
    const seen = nothing();
    noteShownRaw(seen, 'a\\x');
    expect(seen.sample).toBe('a\\x');
  });
});
