// By how much a row of the ledger is to be corrected: from what is said (what its figures should be, or what to add), the prices that it
// was computed by, and what it stands at. Pure; every refusal names the field.
import type { LedgerFigures } from '#database/adjustments';
import type { UnitPrice } from '#database/records';
import { listCost } from '#metering/cost';
import { charge, picoUsd } from '#metering/money';
import { usageBuckets, type Usage } from '#providers/usage';
import { invalid } from '../http/validation.js';
import type { AdjustedFiguresDto, CreateAdjustmentDto } from './ledger.dto.js';

/** Of a row as it stands. `unitPrices`: null when it has no price version. */
export interface Adjusted { net: LedgerFigures; basisPoints: number; unitPrices: readonly UnitPrice[] | null }

const mostPicoUsd = 2n ** 63n - 1n;
const mostTokens = 2_147_483_647;

export function parseAdjustment(body: Pick<CreateAdjustmentDto, 'to' | 'by'>, row: Adjusted): LedgerFigures {
  if ((body.to === undefined) === (body.by === undefined)) throw refuse(body.to ? 'by' : 'to', body.to ? 'must be left out where to is given' : 'or by must be given: what the figures should be, or by how much they are wrong');
  const field = body.to ? 'to' : 'by';
  const target = targetOf((body.to ?? body.by)!, field, row);
  requireNotNegative(target, field);
  const difference = subtract(target, row.net);
  if (isNothing(difference)) throw refuse(field, 'must change something: the row stands at these figures');
  return difference;
}

function targetOf({ tokens, listUsd, chargedUsd }: AdjustedFiguresDto, field: 'to' | 'by', { net, basisPoints, unitPrices }: Adjusted): LedgerFigures {
  const isAdded = field === 'by';
  const usage = Object.fromEntries(usageBuckets.map((bucket) => {
    const count = tokens?.[bucket];
    return [bucket, count === undefined ? net.usage[bucket] : isAdded ? net.usage[bucket] + count : count];
  })) as unknown as Usage;
  const money = (text: string, stands: bigint) => (isAdded ? stands : 0n) + picoUsd(text);
  const list = () => net.listPicoUsd + (tokens ? computed(usage, unitPrices, field) - computed(net.usage, unitPrices, field) : 0n);
  const listPicoUsd = listUsd !== undefined ? money(listUsd, net.listPicoUsd) : list();
  // What was corrected by itself before stays corrected: only the difference follows.
  const chargedPicoUsd = chargedUsd !== undefined ? money(chargedUsd, net.chargedPicoUsd) : net.chargedPicoUsd + charge(listPicoUsd, basisPoints) - charge(net.listPicoUsd, basisPoints);
  return { usage, listPicoUsd, chargedPicoUsd };
}

function computed(usage: Usage, unitPrices: readonly UnitPrice[] | null, field: string): bigint {
  if (unitPrices === null) throw refuse(`${field}.listUsd`, 'must be given beside tokens: the row has no price to compute it by');
  if (usageBuckets.some((bucket) => usage[bucket] < 0)) return 0n; // refused by what follows
  const { listPicoUsd, unpriced } = listCost(usage, unitPrices);
  if (unpriced.length > 0) throw refuse(`${field}.listUsd`, `must be given: the row's price version has no price of ${unpriced.join(', ')}`);
  return listPicoUsd;
}

function requireNotNegative({ usage, listPicoUsd, chargedPicoUsd }: LedgerFigures, field: string): void {
  for (const bucket of usageBuckets) {
    if (usage[bucket] < 0 || usage[bucket] > mostTokens) throw refuse(`${field}.tokens.${bucket}`, `must leave between 0 and ${mostTokens}; it would be ${usage[bucket]}`);
  }
  for (const [name, amount] of [['listUsd', listPicoUsd], ['chargedUsd', chargedPicoUsd]] as const) {
    if (amount < 0n || amount > mostPicoUsd) throw refuse(`${field}.${name}`, 'must not leave less than nothing, or more than 9,223,372 USD');
  }
}

function subtract(one: LedgerFigures, other: LedgerFigures): LedgerFigures {
  const usage = Object.fromEntries(usageBuckets.map((bucket) => [bucket, one.usage[bucket] - other.usage[bucket]])) as LedgerFigures['usage'];
  return { usage, listPicoUsd: one.listPicoUsd - other.listPicoUsd, chargedPicoUsd: one.chargedPicoUsd - other.chargedPicoUsd };
}

const isNothing = ({ usage, listPicoUsd, chargedPicoUsd }: LedgerFigures) => listPicoUsd === 0n && chargedPicoUsd === 0n && usageBuckets.every((bucket) => usage[bucket] === 0);

const refuse = (param: string, words: string) => invalid([{ param, message: `${param} ${words}` }]);
