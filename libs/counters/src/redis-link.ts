// One process's line to Redis or Valkey: whether it can be asked, how long an answer is waited for, and how many processes there are.
// Comes back by itself; while the server is known to be away nobody waits for it.
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { RedisCounters } from './redis-counters.js';

/** Told once per change. `error`: what was last heard of the server, when it is away. */
export interface LinkState { isUp: boolean; processes: number; error?: unknown }

const answerWithinMs = 250;
const connectWithinMs = 2000;
const beatMs = 1000;
/** Five missed beats are no hiccup. */
const seenWithinMs = 5000;

export class RedisLink {
  readonly counters: RedisCounters;
  isUp = false;
  /** As last seen, this one included. */
  processes = 1;
  private readonly redis: Redis;
  private readonly processId = randomUUID();
  private told: boolean | undefined;
  private lastError: unknown;
  private isHungUp = false;
  private beats: NodeJS.Timeout | undefined;

  constructor(url: string, prefix: string | undefined, private readonly onChange: (state: LinkState) => void) {
    this.redis = new Redis(url, {
      lazyConnect: true, connectTimeout: connectWithinMs, disconnectTimeout: answerWithinMs, retryStrategy: (times) => Math.min(times * 50, beatMs),
      enableOfflineQueue: false, maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false,
    });
    this.counters = new RedisCounters(this.redis, prefix);
    this.redis.on('error', (error) => { this.lastError = error; });
    this.redis.on('close', () => {
      this.isHungUp = false;
      this.lost(this.lastError);
    });
    this.redis.on('ready', () => void this.beat());
  }

  /** Resolves when the server was reached or could not be. */
  async open(): Promise<void> {
    await within(connectWithinMs, this.redis.connect()).catch((error: unknown) => { this.lastError ??= error; });
    await this.beat();
    this.beats = setInterval(() => void this.beat(), beatMs).unref();
  }

  /** Rejects at once while the server is away, else after 250 ms without an answer; then it is away. */
  async ask<T>(question: (counters: RedisCounters) => Promise<T>): Promise<T> {
    if (!this.isUp) throw new Error('the counters are away');
    try {
      return await within(answerWithinMs, question(this.counters));
    } catch (error) {
      if (!isOurFault(error)) this.hangUp(error);
      throw error;
    }
  }

  async close(): Promise<void> {
    clearInterval(this.beats);
    if (this.isUp) await within(answerWithinMs, this.counters.leave(this.processId)).catch(() => undefined);
    this.redis.removeAllListeners('close').removeAllListeners('ready').disconnect();
    this.isUp = false;
  }

  private async beat(): Promise<void> {
    try {
      this.processes = Math.max(1, await within(answerWithinMs, this.counters.announce(this.processId, seenWithinMs)));
      this.isUp = true;
      this.tell();
    } catch (error) {
      this.hangUp(error);
    }
  }

  /** A connection that gives no answer, or the wrong one, is given up for a new one: its other end may be gone for good. */
  private hangUp(error: unknown): void {
    this.lost(this.redis.status === 'ready' ? error : this.lastError);
    if (this.isHungUp || (this.redis.status !== 'ready' && this.redis.status !== 'connect')) return;
    this.isHungUp = true;
    this.redis.disconnect(true);
  }

  private lost(error: unknown): void {
    this.isUp = false;
    this.tell(error);
  }

  private tell(error?: unknown): void {
    if (this.told === this.isUp) return;
    this.told = this.isUp;
    this.onChange({ isUp: this.isUp, processes: this.processes, error });
  }
}

/** An answer to one question that says nothing of the next. What a server in trouble says (OOM, READONLY, LOADING, …) begins otherwise. */
function isOurFault(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError' && error.message.startsWith('ERR ');
}

/** What has arrived while this process was busy is still taken for an answer in time: the refusal waits for one look at the sockets. */
function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => setImmediate(() => reject(new Error(`no answer within ${ms} ms`))), ms);
    answer.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
