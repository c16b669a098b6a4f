// What a repository asks through: the pool, or one open transaction.
import type { Prisma } from './generated/client.js';

export type Client = Prisma.TransactionClient;
