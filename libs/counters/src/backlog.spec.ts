import { Backlog } from './backlog.js';

const noon = Date.UTC(2026, 10, 24, 12);
const minute = { name: 'minute', limit: 5, seconds: 60 };
const index = noon / 60_000;

describe('Backlog', () => {
  let backlog: Backlog;
  beforeEach(() => {
    backlog = new Backlog();
  });

  it('sums the amounts of a window, keeps windows and scopes apart, and forgets what it gives', () => {
    for (const scope of ['one', 'one', 'two']) backlog.addAmount(scope, minute, noon + 60_000, 1);
    backlog.addAmount('one', { ...minute, name: 'tokens' }, noon + 60_000, 7);
    const told = [...backlog.removeAmounts(2), ...backlog.removeAmounts(2)].map(({ name, scope, amount }) => [name, scope, amount]);
    expect(told).toEqual([['minute', 'one', 2], ['minute', 'two', 1], ['tokens', 'one', 7]]);
    expect(backlog.removeAmounts(2)).toEqual([]);
  });

  it('keeps of several windows the latest, whatever comes in afterwards', () => {
    backlog.addAmount('key', minute, noon + 60_000, 3);
    backlog.addAmount('key', minute, noon + 120_000, 2);
    backlog.addAmount('key', minute, noon + 60_000, 9);
    expect(backlog.removeAmounts(9)).toEqual([{ name: 'minute', seconds: 60, scope: 'key', index: index + 1, amount: 2 }]);
  });

  it('tells what a hold that was taken alone has really used, fixed amounts as held, once', () => {
    const windows = [{ ...minute, scope: 'key', amount: 1, settles: 'fixed' as const }, { ...minute, name: 'tokens', scope: 'key', amount: 60, settles: 'actual' as const }];
    backlog.addHold('a', windows.map((window) => ({ window, resetAtMs: noon + 60_000 })));
    expect([backlog.settleAlone('a', 20), backlog.settleAlone('a', 90), backlog.settleAlone('never', 90)]).toEqual([true, false, false]);
    expect(backlog.removeAmounts(9).map(({ name, amount }) => [name, amount])).toEqual([['minute', 1], ['tokens', 20]]);
  });

  it('keeps the first settle of a hold until it was told', () => {
    backlog.addSettle('a', 5, noon);
    backlog.addSettle('a', 9, noon);
    expect(backlog.listSettles()).toEqual([{ id: 'a', actual: 5, nowMs: noon }]);
    backlog.removeSettle('a');
    expect(backlog.listSettles()).toEqual([]);
  });
});
