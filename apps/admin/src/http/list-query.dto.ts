// What every list takes and gives: pages by key (`limit`, `cursor`), newest first.
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Page, PageQuestion } from '#database/page';
import { IsText } from './field-rules.js';

export class ListQueryDto {
  /** How many to give at most: 1 to 200. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200)
  limit?: number = 50;

  /** `nextCursor` of the page before. */
  @IsOptional() @IsText(200)
  cursor?: string;
}

export function pageQuestion({ limit = 50, cursor }: ListQueryDto): PageQuestion {
  return { limit, after: cursor };
}

export function renderPage<Row, Shown>({ rows, next }: Page<Row>, render: (row: Row) => Shown): { data: Shown[]; nextCursor: string | null } {
  return { data: rows.map(render), nextCursor: next };
}
