// What the benchmark of reports asks: the question over HTTP, the time it may take, and the same on raw rows of the ledger. A question whose
// answer has parts that depend on the database's content (a rare end user, a page deep inside) takes them from `known`.
const columns = {
  project: 'project_id', costCentre: 'cost_centre', key: 'key_id', member: 'member_id', model: 'model_served', provider: 'provider_id',
  credential: 'credential_id', endpoint: 'endpoint', confidence: 'confidence',
};
const groups = Object.keys(columns);
const measured = 'sum(list_pico_usd), sum(charged_pico_usd), sum(input_text), sum(output_text), sum(cache_read), count(*)';
const day = (moment) => moment.toISOString().slice(0, 10);

function report(name, { limitMs = 300, from, to, interval, groupBy, by }) {
  const query = new URLSearchParams([['from', from], ['to', to], ['interval', interval], ...groupBy.map((group) => ['groupBy', group])]);
  const span = `opened_at >= '${from}'::timestamptz AND opened_at < '${to}'::timestamptz + interval '1 day'`;
  const cut = interval === 'total' ? '1' : `date_trunc('${interval}', opened_at AT TIME ZONE 'UTC')`;
  const raw = `SELECT ${cut}, ${by.join(', ')}${by.length > 0 ? ', ' : ''}${measured} FROM ledger WHERE ${span} GROUP BY ${[cut, ...by].map((_, place) => place + 1).join(', ')}`;
  return { name, limitMs, path: `/api/reports/usage?${query}`, raw };
}

/** Of the year up to `now`, which ends with a month: whole months, as reports over a year are. */
export function reportQuestions(now) {
  const year = { from: day(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11, 1))), to: day(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0))) };
  const month = { ...year, interval: 'month' };
  const pairs = [['project', 'model'], ['key', 'model'], ['member', 'endpoint']];
  return [
    ...[...groups.map((group) => [group]), ...pairs].map((groupBy) => report(`year by month x ${groupBy.join(' x ')}`, { ...month, groupBy, by: groupBy.map((group) => columns[group]) })),
    report('year by month x end user', { ...month, groupBy: ['endUser'], by: ['end_user'] }),
    report('year by month x tag', { ...month, groupBy: ['tag:feature'], by: ["tags ->> 'feature'"] }),
    report('year by month x tag x project', { ...month, groupBy: ['tag:feature', 'project'], by: ["tags ->> 'feature'", 'project_id'] }),
    report('year by month x end user x project', { ...month, groupBy: ['endUser', 'project'], by: ['end_user', 'project_id'] }),
    report('year by day x project', { ...year, interval: 'day', groupBy: ['project'], by: ['project_id'] }),
    report('89 days by hour x model', { from: day(new Date(now.getTime() - 88 * 86_400_000)), to: day(now), interval: 'hour', groupBy: ['model'], by: ['model_served'] }),
    report('total of a year', { ...year, interval: 'total', groupBy: [], by: [] }),
    movers(year),
  ];
}

function movers({ from, to }) {
  const raw = `SELECT project_id, sum(charged_pico_usd) FROM ledger WHERE opened_at >= '${from}'::timestamptz GROUP BY 1 ORDER BY 2 DESC LIMIT 10`;
  return { name: 'movers of a year, project', limitMs: 300, path: `/api/reports/movers?${new URLSearchParams({ from, to, by: 'project' })}`, raw };
}

const page = (name, query) => ({ name, limitMs: 100, path: `/api/ledger?${new URLSearchParams({ limit: '100', ...query })}` });

/** Pages of 100 rows; these are raw rows already. */
export function pageQuestions({ cursor, project, key, model, endUser }) {
  return [
    page('first page', {}), page('page deep inside', { cursor }), page('page of a project', { projectId: project }), page('page of a key', { keyId: key }),
    page('page of a model', { model }), page('page of a rare end user', { endUser }), page('page of a project, deep', { projectId: project, cursor }),
  ];
}
