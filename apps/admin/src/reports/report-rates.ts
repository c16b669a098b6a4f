// The rates that a report's dollars are shown by.
import { Injectable } from '@nestjs/common';
import type { UsageQuestion } from '#database/reports/usage-query';
import { invalid } from '../http/validation.js';
import type { RateDto, ReportCurrencyDto } from './report.dto.js';

/** Units of `code` for 1 USD, of each interval by its start. */
export interface Rates { code: string; of: (start: string) => RateDto }

const dollars: Rates = { code: 'USD', of: (start) => ({ start, rate: '1', day: null, source: null }) };

@Injectable()
export class ReportRates {
  async find(code: string, _wanted: readonly { question: UsageQuestion; starts: readonly string[] }[]): Promise<Rates> {
    if (code === 'USD') return dollars;
    throw invalid([{ param: 'currency', message: `currency ${code} has no rates` }]);
  }
}

export const renderCurrency = ({ code, of }: Rates, starts: readonly string[]): ReportCurrencyDto => ({ code, rates: code === 'USD' ? [] : starts.map(of) });
