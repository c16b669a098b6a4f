// The pool that all questions go through: the generated client, its connections, and the one place where its failures become
// ours. Repositories ask; nobody outside this room sees the client.
import { PrismaPg } from '@prisma/adapter-pg';
import { asDatabaseError } from './errors.js';
import { PrismaClient, type Prisma } from './generated/client.js';

/** What a repository asks through: the pool, or one open transaction. */
export type Client = Prisma.TransactionClient;

export class Database {
  private readonly prisma: PrismaClient;

  /** Connects at the first question. */
  constructor(readonly url: string) {
    const pool = { connectionString: url, max: 10, connectionTimeoutMillis: 5000, query_timeout: 30_000, keepAlive: true };
    // A connection lost while idle shows at its next question.
    this.prisma = new PrismaClient({ adapter: new PrismaPg(pool, { onPoolError: () => undefined }) });
  }

  /** One question. Throws DatabaseError for outages, refusals and taken names. */
  async ask<T>(question: (client: Client) => Promise<T>): Promise<T> {
    try {
      return await question(this.prisma);
    } catch (error) {
      throw asDatabaseError(error);
    }
  }

  /** Several questions that see one state of the database and take effect together. */
  async inTransaction<T>(work: (client: Client) => Promise<T>): Promise<T> {
    try {
      return await this.prisma.$transaction(work, { isolationLevel: 'RepeatableRead', maxWait: 5000, timeout: 30_000 });
    } catch (error) {
      throw asDatabaseError(error);
    }
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect();
  }
}
