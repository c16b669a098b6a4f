// US dollars in another currency, to the last digit: pico-USD times a rate of twelve decimals, as whole units of 10^-24. Nothing is rounded
// here: `show-money.ts` does that once, when an amount is shown.
const rateDecimals = 12;
const amountDecimals = 24;

/** `rate`: units of the currency for 1 USD, decimal text. Throws RangeError for more than twelve decimals, and for what is no such text. */
export function exchange(picoUsd: bigint, rate: string): bigint {
  return picoUsd * wholeRate(rate);
}

/** Decimal text of whole units of 10^-24, without idle zeros. */
export function amountText(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(amountDecimals + 1, '0');
  const fraction = digits.slice(-amountDecimals).replace(/0+$/, '');
  return (amount < 0n ? '-' : '') + digits.slice(0, -amountDecimals) + (fraction && `.${fraction}`);
}

/** One amount by itself. */
export const exchangeText = (picoUsd: bigint, rate: string) => amountText(exchange(picoUsd, rate));

function wholeRate(rate: string): bigint {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(rate) ?? [];
  if (whole === undefined || fraction.length > rateDecimals) throw new RangeError(`Not a rate with at most ${rateDecimals} decimals: ${rate}`);
  return BigInt(whole + fraction.padEnd(rateDecimals, '0'));
}
