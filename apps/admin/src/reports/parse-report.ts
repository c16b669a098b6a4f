// What a report's address asks for, as a question to the tables of sums: within what its member may see, and refused with the field's name
// where no table of sums can answer it.
import type { SettingsRecord } from '#database/settings';
import { narrowDimensions, type DaySpan, type Label, type UsageDimension, type UsageFilter, type UsageQuestion } from '#database/reports/usage-query';
import { among } from '../access/among.js';
import type { Principal } from '../access/principal.js';
import { invalid } from '../http/validation.js';
import type { MoversQueryDto, UsageReportQueryDto } from './report-query.dto.js';
import { addDays, daysBetween, fiscalOf, spanOf } from './spans.js';

/** What stands for "without one" where it can be: in no list of ids is something of that name. */
export const noneWord = '(none)';

const longestDays = 3 * 366;
const mostDaysOfHours = 90;
const filters = ['project', 'costCentre', 'key', 'member', 'model', 'provider', 'credential', 'endpoint', 'confidence'] as const satisfies readonly UsageDimension[];

const refuse = (param: string, words: string) => invalid([{ param, message: `${param} ${words}` }]);

/** The organisation's own, and its local day. */
export interface ReportContext { settings: SettingsRecord; today: string }

export function parseReport(me: Principal, query: UsageReportQueryDto, context: ReportContext): UsageQuestion {
  const { interval = 'total', groupBy = [], top, limit = 1000 } = query;
  const span = parseSpan(query, context);
  const { dimensions, label } = parseGroups(groupBy, query);
  const filter = parseFilter(me, query);
  if (interval === 'hour') requireHours(span, [...dimensions, ...filtered(filter, query)], label, context);
  if (label) requireNarrow(dimensions, filtered(filter, query));
  return { ...span, interval, groupBy: dimensions, label, filter, timeZone: context.settings.timeZone, fiscalStartDay: fiscalOf(context.settings).fiscalYearStartDay, top, limit };
}

/** One question; the service asks it of two spans. */
export function parseMovers(me: Principal, { by, limit = 10, ...query }: MoversQueryDto, context: ReportContext): UsageQuestion {
  return parseReport(me, { ...query, groupBy: [by], interval: 'total', limit }, context);
}

export function parseSpan({ from, to, span }: Pick<UsageReportQueryDto, 'from' | 'to' | 'span'>, { settings, today }: ReportContext): DaySpan {
  if (from === undefined && to === undefined) return spanOf(span ?? 'this-month', today, fiscalOf(settings));
  if (span !== undefined) throw refuse('span', 'must be left out where from and to are given');
  if (from === undefined || to === undefined) throw refuse(from === undefined ? 'from' : 'to', 'must be given, too: a report has a first and a last day');
  for (const [param, day] of [['from', from], ['to', to]] as const) if (!isDay(day)) throw refuse(param, 'must be a day that there is, from 2000 to 2999');
  if (to < from) throw refuse('to', 'must not be before from');
  const days = { from, until: addDays(to, 1) };
  if (daysBetween(days) > longestDays) throw refuse('to', 'must be at most three years after from');
  return days;
}

/** Years that leave room for the span before and the day after: JavaScript and Postgres write days before the year 1 and after 9999 each in its own way. */
const isDay = (day: string) => day.startsWith('2') && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);

function parseGroups(groupBy: readonly string[], { endUser, tag }: UsageReportQueryDto): { dimensions: UsageDimension[]; label?: UsageQuestion['label'] } {
  const labels = groupBy.filter((group) => group === 'endUser' || group.startsWith('tag:'));
  const dimensions = groupBy.filter((group) => !labels.includes(group)) as UsageDimension[];
  if (labels.length > 1) throw refuse('groupBy', 'must name one of endUser and tag:<name> at most');
  const grouped = labels.at(0);
  const values = parseLabelValues(endUser, tag);
  if (grouped === undefined) return { dimensions, ...(values && { label: { ...values, asFilter: true } }) };
  const label: Label = grouped === 'endUser' ? { kind: 'end-user' } : { kind: 'tag', name: grouped.slice('tag:'.length) };
  if (values && JSON.stringify({ ...values, values: undefined }) !== JSON.stringify(label)) throw refuse(endUser ? 'endUser' : 'tag', `must be left out, or of what is grouped by (${grouped})`);
  return { dimensions, label: { ...label, ...(values && { values: values.values }) } };
}

function parseLabelValues(endUser: string[] | undefined, tag: string[] | undefined): (Label & { values: string[] }) | undefined {
  if (endUser && tag) throw refuse('tag', 'must be left out where endUser is given');
  if (endUser) return { kind: 'end-user', values: endUser };
  if (!tag) return undefined;
  const pairs = tag.map((text) => [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)] as const);
  if (!tag.every((text) => /^[^:]+:/.test(text)) || new Set(pairs.map(([name]) => name)).size > 1) {
    throw refuse('tag', 'must be a tag\'s name and value, like "team:search"; several values must be of one name');
  }
  return { kind: 'tag', name: pairs[0][0], values: pairs.map(([, value]) => value) };
}

function parseFilter(me: Principal, query: UsageReportQueryDto): UsageFilter {
  const filter: UsageFilter = {};
  for (const dimension of filters) {
    const values = query[dimension];
    if (values) filter[dimension] = values.map((value) => (value === noneWord && (dimension === 'costCentre' || dimension === 'member') ? null : value));
  }
  const mine = me.projectsWith('report:read');
  if (mine !== 'all') filter.project = query.project ? query.project.filter((id) => among(mine, id)!.length > 0) : mine;
  return filter;
}

/** The dimensions that a filter needs, but for those that the member's own projects put there. */
const filtered = (filter: UsageFilter, query: UsageReportQueryDto) => filters.filter((dimension) => filter[dimension] && (dimension === 'project' || query[dimension]));

const isNarrow = (dimension: UsageDimension) => (narrowDimensions as readonly UsageDimension[]).includes(dimension);

function requireNarrow(dimensions: readonly UsageDimension[], used: readonly UsageDimension[]): void {
  const other = dimensions.find((dimension) => !isNarrow(dimension));
  if (other !== undefined) throw refuse('groupBy', `must not have ${other} beside an end user or a tag: they are summed by project and model alone`);
  const beyond = used.find((dimension) => !isNarrow(dimension));
  if (beyond !== undefined) throw refuse(beyond, 'must be left out beside an end user or a tag: they are summed by project, model and confidence alone');
}

function requireHours(span: DaySpan, used: readonly UsageDimension[], label: UsageQuestion['label'], { today }: ReportContext): void {
  if (label) throw refuse('interval', 'must not be hour for end users and tags: they are summed by day');
  const other = used.find((dimension) => !isNarrow(dimension));
  if (other !== undefined) throw refuse('interval', `must not be hour with ${other}: hours are summed by project and model alone`);
  if (span.from < addDays(today, -mostDaysOfHours)) throw refuse('from', `must be within the last ${mostDaysOfHours} days: hours are kept no longer`);
}
