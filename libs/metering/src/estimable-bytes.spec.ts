import * as fc from 'fast-check';
import { estimableBytes } from './estimable-bytes.js';

const body = (...contents: string[]) => Buffer.from(JSON.stringify({ model: 'm', messages: contents.map((content) => ({ role: 'user', content })) }));
const picture = (bytes: number) => `data:image/png;base64,${Buffer.alloc(bytes, 7).toString('base64')}`;

describe('estimableBytes', () => {
  it('is all of a request that is text, in whatever script', () => {
    fc.assert(fc.property(fc.array(fc.lorem({ maxCount: 400 })), (texts) => {
      expect(estimableBytes(body(...texts))).toBe(body(...texts).length);
    }));
    const long = body('東京タワー'.repeat(10_000), 'The tide is high. '.repeat(10_000));
    expect(estimableBytes(long)).toBe(long.length);
  });

  it('takes a megabyte of picture for some thousand tokens, wherever it stands', () => {
    const text = body('What is this?', '').length;
    for (const before of ['', 'x ', 'word '.repeat(999)]) {
      const bytes = estimableBytes(body(`What is this?${before}`, picture(1_048_576))) - text - before.length;
      expect(Math.ceil(bytes / 4)).toBeGreaterThan(1_000);
      expect(Math.ceil(bytes / 4)).toBeLessThan(3_000);
    }
  });

  it('counts several files one by one', () => {
    const one = estimableBytes(body(picture(300_000))) - estimableBytes(body(''));
    expect(estimableBytes(body(...Array.from({ length: 5 }, () => picture(300_000)))) - estimableBytes(body('', '', '', '', ''))).toBe(5 * one);
  });

  it('is never more than there is, and never negative', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.nat(20_000).map((length) => 'A'.repeat(length)))), (texts) => {
      const bytes = estimableBytes(body(...texts));
      expect(bytes > 0 && bytes <= body(...texts).length).toBe(true);
    }));
  });

  it('takes a long word for the text that it is', () => {
    const long = body('A'.repeat(100_000));
    expect(estimableBytes(long)).toBe(long.length);
  });

  it('knows a file by the name of its field, too, and with its slashes escaped', () => {
    const heard = Buffer.from(JSON.stringify({ type: 'input_audio', input_audio: { data: Buffer.alloc(90_000).toString('base64'), format: 'wav' } }, null, 2));
    expect(estimableBytes(heard)).toBeLessThan(5_000);
    const escaped = JSON.stringify({ url: `data:image/png;base64,${Buffer.alloc(90_000, 0xff).toString('base64')}` }).replaceAll('/', '\\/');
    expect(estimableBytes(Buffer.from(escaped))).toBeLessThan(6_000);
  });
});
