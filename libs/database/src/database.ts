// The pool that all questions go through: the generated client, its connections, and the one place where its failures become
// ours. Repositories ask; nobody outside this room sees the client.
import { PrismaPg } from '@prisma/adapter-pg';
import type { Author } from './author.js';
import { changeTimeoutsMs, runChange, type Change, type ChangeListener } from './change.js';
import type { Client } from './client.js';
import { asDatabaseError } from './errors.js';
import { PrismaClient } from './generated/client.js';
import type { ManagedBy } from './records.js';

export class Database {
  private readonly prisma: PrismaClient;
  private readonly listeners: ChangeListener[] = [];
  private lastChange: Promise<unknown> = Promise.resolve();

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

  /**
   * Several questions that take effect together. In `RepeatableRead` they all see the state at the first one; in
   * `ReadCommitted` each sees what is committed by then.
   */
  async inTransaction<T>(
    work: (client: Client) => Promise<T>, isolationLevel: 'RepeatableRead' | 'ReadCommitted' = 'RepeatableRead', timeoutMs = 30_000,
  ): Promise<T> {
    try {
      return await this.prisma.$transaction(work, { isolationLevel, maxWait: 5000, timeout: timeoutMs });
    } catch (error) {
      throw asDatabaseError(error);
    }
  }

  /**
   * A change of the configuration or of people, with its rows of the audit log (change.ts). When it is committed and whoever
   * listens in this process has taken it in, it is over.
   */
  async change<T>(author: Author, at: Date, work: (change: Change) => Promise<T>, manages: ManagedBy = 'api'): Promise<T> {
    // In a line of our own, too: changes that wait at the database's lock would each keep a connection from everybody who reads.
    const made = this.lastChange.then(() =>
      this.inTransaction((client) => runChange(client, { author, at, manages }, work), 'ReadCommitted', changeTimeoutsMs[manages]));
    this.lastChange = made.catch(() => undefined);
    const result = await made;
    await Promise.all(this.listeners.map((listener) => listener().catch(() => undefined))); // the poll will see it
    return result;
  }

  /** `listener` is called after each change made through this object. */
  onChange(listener: ChangeListener): void {
    this.listeners.push(listener);
  }

  /** Whether a question is answered now. */
  isReachable(): Promise<boolean> {
    return this.ask((client) => client.$queryRaw`SELECT 1`).then(() => true, () => false);
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect();
  }
}
