// Budgets as they cross the admin API. Amounts are US dollars in decimal text, exact to the last of twelve places.
import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { budgetScopes, budgetWindows, type BudgetScope, type BudgetWindow } from '#database/budget-record';
import { IsText, leftOutIsNotNull, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { IsMoment } from '../http/moment.js';

export const budgetModes = ['hard', 'soft'] as const;
export type BudgetMode = (typeof budgetModes)[number];

const amount = /^\d{1,15}(\.\d{1,12})?$/;
const IsAmount = () => Matches(amount, { message: '$property must be US dollars in decimal text with at most 12 places, like "12.50"' });

export class CreateBudgetDto {
  @IsText(100)
  name: string;

  /** Whose cost counts. */
  @ApiProperty({ enum: budgetScopes }) @IsIn(budgetScopes)
  scope: BudgetScope;

  /** The id of the key, the project or the member (their keys); the end user; the tag as `name=value`; the model's id, or a pattern with `*`. */
  @IsText(200)
  value: string;

  /** Of an end user, a tag or a model: within this project alone. Null: in all of them. */
  @IsOptional() @IsText(100)
  projectId?: string | null;

  /** In the organisation's time zone; weeks begin on Monday. `total` never begins anew. */
  @ApiProperty({ enum: budgetWindows }) @IsIn(budgetWindows)
  window: BudgetWindow;

  /** US dollars in decimal text: what may be charged in a window. */
  @IsAmount()
  capUsd: string;

  /** `hard` refuses what would cost more, `soft` only tells. `hard` when it is left out. */
  @ApiProperty({ enum: budgetModes, required: false }) @MayBeLeftOut() @IsIn(budgetModes)
  mode?: BudgetMode;

  /** Percent of the cap at which the channels are told, once in each window. 50, 80 and 100 when it is left out. */
  @MayBeLeftOut() @IsArray() @ArrayMaxSize(20) @ArrayUnique() @IsInt({ each: true }) @Min(1, { each: true }) @Max(1000, { each: true })
  thresholds?: number[];

  /** Ids of notification channels. */
  @MayBeLeftOut() @IsArray() @ArrayMaxSize(20) @ArrayUnique() @IsString({ each: true }) @Length(1, 100, { each: true })
  channelIds?: string[];
}

/** Whose cost it counts cannot be changed: set another one. */
export class UpdateBudgetDto extends PartialType(PickType(CreateBudgetDto, ['name', 'window', 'capUsd', 'mode', 'thresholds', 'channelIds']), leftOutIsNotNull) {}

export class CreateRaiseDto {
  /** US dollars in decimal text, on top of the cap. */
  @IsAmount()
  amountUsd: string;

  /** ISO 8601 with its zone, within a year: the cap counts again from then on. */
  @IsMoment()
  until: string;

  @IsText(500)
  reason: string;
}

export class RaiseDto {
  id: string;
  amountUsd: string;
  /** ISO 8601, like the others. */
  until: string;
  reason: string;
  createdBy: string;
  createdAt: string;
  /** When it was ended before its time. */
  @ApiProperty({ type: String, nullable: true })
  endedAt: string | null;
}

export class BudgetDto {
  id: string;
  name: string;
  @ApiProperty({ enum: budgetScopes })
  scope: BudgetScope;
  value: string;
  /** Of a key and a project it is theirs. */
  @ApiProperty({ type: String, nullable: true })
  projectId: string | null;
  @ApiProperty({ enum: budgetWindows })
  window: BudgetWindow;
  /** Without raises. */
  capUsd: string;
  @ApiProperty({ enum: budgetModes })
  mode: BudgetMode;
  thresholds: number[];
  channelIds: string[];
  /** All there were, oldest first. */
  raises: RaiseDto[];
  /** ISO 8601. It counts and refuses nothing from then on; null: it does. */
  @ApiProperty({ type: String, nullable: true })
  archivedAt: string | null;
  /** `file`: read-only here (raises aside), since the configuration file has it in its hands. */
  managedBy: 'api' | 'file';
  /** Also the ETag. */
  version: number;
  createdAt: string;
}

export class StandingDto {
  /** ISO 8601: the window that we are in. */
  from: string;
  /** Null: it never ends. */
  @ApiProperty({ type: String, nullable: true })
  until: string | null;
  /** With the raises that count now. */
  capUsd: string;
  spentUsd: string;
  /** Held for requests under way; null where only the ledger tells. */
  @ApiProperty({ type: String, nullable: true })
  heldUsd: string | null;
  /** `counters`: what the proxies go by. `ledger`: the sum of the rows that are written by now; requests of the last moments may be missing. */
  @ApiProperty({ enum: ['counters', 'ledger'] })
  source: 'counters' | 'ledger';
}

export class BudgetEventDto {
  id: string;
  percent: number;
  /** ISO 8601: the beginning of its window. */
  windowStart: string;
  at: string;
  spentUsd: string;
  /** As of then, with raises. */
  capUsd: string;
}

export class BudgetWithStandingDto extends BudgetDto {
  standing: StandingDto;
  /** Thresholds that were passed, newest first; at most 20. */
  events: BudgetEventDto[];
}

export class BudgetListDto {
  data: BudgetDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class BudgetQueryDto extends ListQueryDto {
  @MayBeLeftOut() @IsText(100)
  projectId?: string;

  @ApiProperty({ enum: budgetScopes, required: false }) @MayBeLeftOut() @IsIn(budgetScopes)
  scope?: BudgetScope;

  @MayBeLeftOut() @IsText(200)
  value?: string;

  /** `true`: the archived ones, instead of the others. */
  @MayBeLeftOut() @IsIn(['true', 'false'])
  archived?: 'true' | 'false';
}
