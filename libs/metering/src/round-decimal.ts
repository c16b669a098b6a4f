// Decimal text rounded to so many decimals: digits alone are looked at, so an amount of any size keeps every digit that it should.
import type { Rounding } from '#database/settings';

/**
 * `amount`: decimal text like `-12.345`. Of a half `half-even` takes the even neighbour, `half-up` the one away from zero. The text has exactly
 * `decimals` decimals, and no sign when it is zero. Throws RangeError for what is no decimal text.
 */
export function roundDecimal(amount: string, decimals: number, rounding: Rounding): string {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === undefined) throw new RangeError(`Not decimal text: ${amount}`);
  const kept = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  const rounded = goesUp(fraction.slice(decimals), kept, rounding) ? kept + 1n : kept;
  const digits = rounded.toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return rounded === 0n ? text : sign + text;
}

/** `rest`: the digits behind those that are kept. */
function goesUp(rest: string, kept: bigint, rounding: Rounding): boolean {
  const isHalf = /^50*$/.test(rest);
  return isHalf && rounding === 'half-even' ? kept % 2n === 1n : rest >= '5';
}
