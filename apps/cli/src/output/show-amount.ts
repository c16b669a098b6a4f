// Amounts in tables, as the organisation has them shown: its decimals, rounding and separators.
import { showMoney } from '#metering/show-money';
import { answerOf } from '../api/answer.js';
import { RefusedError } from '../api/refused-error.js';
import type { Context } from '../context.js';

/** `amount`: decimal text. `currency`: ISO 4217. */
export type ShowAmount = (amount: string, currency: string) => string;

const exactly: ShowAmount = (amount, currency) => `${amount} ${currency}`;

/** To the last digit for whoever may not read the settings. With `--json` nothing is shown, and nothing asked. */
export async function amountsFor(context: Context): Promise<ShowAmount> {
  if (context.json) return exactly;
  const settings = await answerOf(context.api().GET('/api/settings')).catch((error: unknown) => {
    if (error instanceof RefusedError) return undefined;
    throw error;
  });
  if (!settings) return exactly;
  const { moneyDecimals: decimals, rounding, numberLocale: locale } = settings;
  return (amount, currency) => showMoney(amount, { decimals, rounding, locale, currency });
}
