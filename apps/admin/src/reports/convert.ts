// Dollars in another currency, exactly: an amount is whole units of 10^-24, the product of pico-USD and a rate of twelve decimals. Amounts
// of intervals with different rates are added exactly, and rounded by nobody here.
const rateDecimals = 12;
const amountDecimals = 24;

export interface Amounts { list: bigint; charged: bigint }

/** Of decimal text with at most twelve decimals. */
function wholeRate(rate: string): bigint {
  const [whole, fraction = ''] = rate.split('.');
  return BigInt(whole + fraction.padEnd(rateDecimals, '0'));
}

export function amountsAt({ listPicoUsd, chargedPicoUsd }: { listPicoUsd: bigint; chargedPicoUsd: bigint }, rate: string): Amounts {
  return { list: listPicoUsd * wholeRate(rate), charged: chargedPicoUsd * wholeRate(rate) };
}

export const addAmounts = (one: Amounts, other: Amounts): Amounts => ({ list: one.list + other.list, charged: one.charged + other.charged });

/** Decimal text to the last digit, without idle zeros. */
export function amountText(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(amountDecimals + 1, '0');
  const fraction = digits.slice(-amountDecimals).replace(/0+$/, '');
  return (amount < 0n ? '-' : '') + digits.slice(0, -amountDecimals) + (fraction && `.${fraction}`);
}
