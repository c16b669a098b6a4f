import { RecentOutput } from './recent-output.js';

describe('RecentOutput', () => {
  it('knows nothing of a key or a model that had no answer', () => {
    const recent = new RecentOutput();
    recent.note('k', 'm', 80);
    expect([recent.of('k', 'm'), recent.of('k', 'other'), recent.of('other', 'm')]).toEqual([80, 0, 0]);
  });

  it('follows what answers have lately, and one long answer does not decide it', () => {
    const recent = new RecentOutput();
    recent.note('k', 'm', 80);
    recent.note('k', 'm', 160);
    expect(recent.of('k', 'm')).toBe(90);
    for (let answer = 0; answer < 100; answer += 1) recent.note('k', 'm', 160);
    expect(recent.of('k', 'm')).toBe(160);
  });

  it('keeps 10,000 pairs: the one without answers for longest goes', () => {
    const recent = new RecentOutput();
    for (let key = 0; key < 10_000; key += 1) recent.note(`k${key}`, 'm', 8);
    recent.note('k0', 'm', 8);
    recent.note('one more', 'm', 8);
    expect([recent.of('k0', 'm'), recent.of('k1', 'm'), recent.of('one more', 'm')]).toEqual([8, 0, 8]);
  });
});
