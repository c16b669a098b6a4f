// Rules of fields that only rates have.
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { buildMessage, ValidateBy } from 'class-validator';
import type { RatePlace } from '#database/currency-rates';
import { problemsOf, rateProblem } from './rate-rules.js';

export const IsRate = () => applyDecorators(
  ApiProperty({ example: '0.9217' }),
  ValidateBy({ name: 'isRate', validator: { validate: (value) => rateProblem(value) === undefined, defaultMessage: buildMessage(() => `$property ${rateProblem(undefined)!}`) } }),
);

export const renderCursor = ({ currency, day }: RatePlace) => `${currency}-${day}`;

export const parseCursor = (cursor: string): RatePlace => ({ currency: cursor.slice(0, 3), day: cursor.slice(4) });

const isCursor = (value: unknown) => typeof value === 'string' && value[3] === '-' && problemsOf(parseCursor(value)).length === 0;

export const IsRateCursor = () => ValidateBy({
  name: 'isRateCursor', validator: { validate: isCursor, defaultMessage: buildMessage(() => '$property must be the nextCursor of a page') },
});
