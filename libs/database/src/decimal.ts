// Whole numbers of any size as NUMERIC columns hold them: exact on both ways.
import { Prisma } from './generated/client.js';

export const wholeOf = (column: Prisma.Decimal): bigint => BigInt(column.toFixed(0));

export const columnOf = (whole: bigint): Prisma.Decimal => new Prisma.Decimal(whole.toString());
