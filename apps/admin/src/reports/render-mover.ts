// One of the largest changes, as the admin API shows it: in dollars, since two spans have rates of their own.
import type { Mover } from '#database/reports/usage-query';
import type { Sums } from '#database/reports/sums';
import { usdText } from '#metering/money';
import { amountsAt } from './convert.js';
import { renderFigures } from './render-figures.js';
import type { GroupDto, MoverDto } from './report.dto.js';

export function renderMover({ value, before, after }: Mover, name: (id: string | null) => GroupDto): MoverDto {
  const change = after.chargedPicoUsd - before.chargedPicoUsd;
  return {
    group: name(value), before: inDollars(before), after: inDollars(after), changeUsd: usdText(change),
    kind: isNothing(before) ? 'new' : isNothing(after) ? 'gone' : change > 0n ? 'up' : 'down',
  };
}

const inDollars = (sums: Sums) => renderFigures(sums, amountsAt(sums, '1'));
const isNothing = ({ attempts, chargedPicoUsd }: Sums) => attempts === 0n && chargedPicoUsd === 0n;
