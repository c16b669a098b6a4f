// The rules of rates of currencies.
import { Injectable } from '@nestjs/common';
import type { Author } from '#database/change';
import { CurrencyRateRepository, type PutRates, type RatePlace, type RateRecord } from '#database/currency-rates';
import { Database } from '#database/database';
import { Clock } from '#server/clock';
import { notFound } from '../http/not-found.js';
import { invalid } from '../http/validation.js';
import type { CurrencyRateQueryDto, ImportRatesDto, ImportRatesQueryDto, SetCurrencyRateDto } from './currency-rate.dto.js';
import { parseRates } from './parse-rates.js';
import { parseCursor } from './rate-fields.js';
import { problemsOf } from './rate-rules.js';
import { readCsv } from './read-csv.js';
import { readItems } from './read-items.js';

@Injectable()
export class CurrencyRatesService {
  constructor(private readonly database: Database, private readonly rates: CurrencyRateRepository, private readonly clock: Clock) {}

  list({ limit = 50, cursor, ...filter }: CurrencyRateQueryDto): Promise<{ rows: RateRecord[]; next: RatePlace | null }> {
    return this.rates.list({ limit, after: cursor === undefined ? undefined : parseCursor(cursor) }, filter);
  }

  async set(by: Author, place: RatePlace, { rate, source }: SetCurrencyRateDto): Promise<RateRecord> {
    requirePlace(place);
    await this.database.change(by, this.now(), (change) => this.rates.put(change, [{ ...place, rate, source }]));
    return (await this.rates.find(place)) ?? Promise.reject(notFound('rate'));
  }

  /** All or nothing. */
  import(by: Author, { csv, rates }: ImportRatesDto, { base = 'USD', source }: ImportRatesQueryDto): Promise<PutRates> {
    if ((csv === undefined) === (rates === undefined)) throw invalid([{ param: 'rates', message: 'rates or csv must be given, and not both' }]);
    const parsed = parseRates(csv === undefined ? readItems(rates!) : readCsv(csv), { base, source });
    return this.database.change(by, this.now(), (change) => this.rates.put(change, parsed));
  }

  async remove(by: Author, place: RatePlace): Promise<void> {
    requirePlace(place);
    await this.database.change(by, this.now(), (change) => this.rates.remove(change, place));
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

function requirePlace(place: RatePlace): void {
  const problems = problemsOf(place).map(({ field, words }) => ({ param: field, message: `${field} ${words}` }));
  if (problems.length > 0) throw invalid(problems);
}
