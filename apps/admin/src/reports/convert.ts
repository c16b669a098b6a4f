// A report's dollars in another currency, exactly: whole units of 10^-24. Amounts of intervals with different rates are added exactly, and
// rounded by nobody here.
import { exchange } from '#metering/exchange';

export interface Amounts { list: bigint; charged: bigint }

export function amountsAt({ listPicoUsd, chargedPicoUsd }: { listPicoUsd: bigint; chargedPicoUsd: bigint }, rate: string): Amounts {
  return { list: exchange(listPicoUsd, rate), charged: exchange(chargedPicoUsd, rate) };
}

export const addAmounts = (one: Amounts, other: Amounts): Amounts => ({ list: one.list + other.list, charged: one.charged + other.charged });
