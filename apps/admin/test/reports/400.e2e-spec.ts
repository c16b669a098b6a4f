// What no report can be made of is refused, and the field named.
import { Clock } from '#server/clock';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

class At extends Clock {
  override now() { return Date.parse('2026-11-24T12:00:00Z'); }
}

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin({}, undefined, new At()); });
afterAll(() => admin.close());

test.each([
  ['from', 'from=2026-13-01&to=2026-12-01'], ['from', 'from=2026-02-30&to=2026-03-01'], ['from', 'to=2026-03-01'], ['to', 'from=2026-03-01'], ['to', 'from=2026-03-02&to=2026-03-01'],
  ['to', 'from=2020-01-01&to=2026-01-01'], ['span', 'span=next-year'], ['span', 'from=2026-03-01&to=2026-03-02&span=today'], ['interval', 'interval=minute'],
  ['from', 'from=9999-12-01&to=9999-12-31'], ['to', 'from=2999-12-01&to=3000-01-01'], ['from', 'from=0000-01-01&to=0000-01-02'], ['from', 'from=0001-01-01&to=0001-01-02&compare=previous'],
  ['groupBy', 'groupBy=colour'], ['groupBy', 'groupBy=project&groupBy=key&groupBy=model'], ['groupBy', 'groupBy=project&groupBy=project'],
  ['groupBy', 'groupBy=endUser&groupBy=tag:team'], ['groupBy', 'groupBy=endUser&groupBy=key'], ['groupBy', 'groupBy=tag:'],
  ['key', 'groupBy=endUser&key=k'], ['tag', 'tag=team'], ['tag', 'tag=team:a&tag=stage:b'], ['tag', 'tag=team:a&endUser=anna'], ['endUser', 'groupBy=tag:team&endUser=anna'],
  ['interval', 'interval=hour&groupBy=key'], ['interval', 'interval=hour&groupBy=endUser'], ['from', 'interval=hour&from=2026-01-01&to=2026-01-02'],
  ['member', 'member=%00'], ['endUser', 'endUser=a%0Ab'], ['confidence', 'confidence=sure'], ['compare', 'compare=next'], ['currency', 'currency=euro'], ['currency', 'currency=EUR'], ['top', 'top=0'], ['limit', 'limit=10001'], ['colour', 'colour=red'],
])('%s: %s', async (param, query) => {
  const { status, body } = await admin.get(`/api/reports/usage?${query}`);
  expect([status, body.error.param.replace(/\[.*/, '')]).toEqual([400, param]);
});

test.each([['by', ''], ['by', 'by=colour'], ['span', 'by=project&span=x'], ['from', 'by=project&from=0001-01-01&to=0001-01-02']])('movers: %s: %s', async (param, query) => {
  const { status, body } = await admin.get(`/api/reports/movers?${query}`);
  expect([status, body.error.param]).toEqual([400, param]);
});
