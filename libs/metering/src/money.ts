// The unit of money and all its arithmetic: whole pico-USD (10^-12 USD) as bigint, no floating point anywhere. A price in
// micro-USD per million tokens is the same number as pico-USD per token, so a list cost is a plain product.

const picoPerUsd = 1_000_000_000_000n;
const fractionDigits = 12;

/** The whole of something in basis points (hundredths of a per cent). */
const wholeBasisPoints = 10_000n;

/** What a project is charged for a list cost: marked up or down by its basis points, rounded half to even, once. */
export function charge(listPicoUsd: bigint, basisPoints: number): bigint {
  return divideHalfEven(listPicoUsd * (wholeBasisPoints + BigInt(basisPoints)), wholeBasisPoints);
}

/** The nearest whole number; of two equally near ones the even one, so that many roundings lean to no side. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twiceRest = magnitude(dividend % divisor) * 2n;
  const size = magnitude(divisor);
  if (twiceRest < size || (twiceRest === size && quotient % 2n === 0n)) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

/** USD as decimal text to the last digit, without an exponent or idle zeros: `0.0000025`, `-3`, `0`. */
export function usdText(picoUsd: bigint): string {
  const digits = magnitude(picoUsd).toString().padStart(fractionDigits + 1, '0');
  const fraction = digits.slice(-fractionDigits).replace(/0+$/, '');
  return (picoUsd < 0n ? '-' : '') + digits.slice(0, -fractionDigits) + (fraction && `.${fraction}`);
}

/** USD as the number nearest to the exact amount: for `usage.cost`, where the API promises a number. Never calculated with. */
export function usdNumber(picoUsd: bigint): number {
  return Number(usdText(picoUsd));
}

/** A price per token as USD per 1,000 tokens: the unit of `pricing` in the public API. */
export function usdPerThousandTokens(picoUsdPerToken: bigint): number {
  return usdNumber(picoUsdPerToken * 1000n);
}

/** Whole pico-USD of a USD amount in decimal text. Throws RangeError for what is no such amount or is finer than the unit. */
export function picoUsd(usd: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(usd) ?? [];
  if (whole === undefined) throw new RangeError(`Not an amount of USD with at most ${fractionDigits} decimals: ${usd}`);
  const amount = BigInt(whole) * picoPerUsd + BigInt(fraction.padEnd(fractionDigits, '0'));
  return sign ? -amount : amount;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
