// The rates that a report's dollars are shown by: of each interval the one of its last day, so that the same interval has the same rate in
// every report. Hours have that of their day.
import { Injectable } from '@nestjs/common';
import { CurrencyRateRepository } from '#database/currency-rates';
import type { IntervalSums, UsageQuestion } from '#database/reports/usage-query';
import { dayAt } from '#metering/budgets/local-days';
import { invalid } from '../http/validation.js';
import type { RateDto, ReportCurrencyDto } from './report.dto.js';
import { addDays, dayText, endOf } from './spans.js';

/** Units of `code` for 1 USD, of each interval by its start. */
export interface Rates { code: string; of: (start: string) => RateDto }

const dollars: Rates = { code: 'USD', of: (start) => ({ start, rate: '1', day: null, source: null }) };

@Injectable()
export class ReportRates {
  constructor(private readonly rates: CurrencyRateRepository) {}

  /** Throws ApiError 400 where an interval, or the whole span, ends before the currency's first rate. */
  async find(code: string, wanted: readonly { question: UsageQuestion; starts: readonly string[] }[]): Promise<Rates> {
    if (code === 'USD') return dollars;
    const days = new Map(wanted.flatMap(({ question, starts }) => starts.map((start) => [start, lastDay(question, start)])));
    const asked = [...days.values(), ...wanted.map(({ question }) => addDays(question.until, -1))];
    const held = await this.rates.ratesFor(code, asked);
    const first = asked.filter((day) => !held.has(day)).sort()[0];
    if (first !== undefined) throw invalid([{ param: 'currency', message: `currency ${code} has no rate of ${first} or a day before it` }]);
    return { code, of: (start) => renderRate(start, held.get(days.get(start)!)!) };
  }
}

function lastDay({ interval, until, timeZone }: UsageQuestion, start: string): string {
  if (interval === 'total') return addDays(until, -1);
  return interval === 'hour' ? dayText(dayAt(timeZone, Date.parse(start))) : endOf(start, interval);
}

const renderRate = (start: string, { rate, day, source }: Omit<RateDto, 'start'>): RateDto => ({ start, rate, day, source });

/** Every rate that a figure was multiplied by, those of the span before apart: an interval can have days in both. */
export function renderCurrency({ code, of }: Rates, sums: readonly IntervalSums[], previous: readonly IntervalSums[]): ReportCurrencyDto {
  const ratesOf = (some: readonly IntervalSums[]) => (code === 'USD' ? [] : [...new Set(some.map(({ start }) => start))].sort().map(of));
  return { code, rates: ratesOf(sums), previousRates: ratesOf(previous) };
}
