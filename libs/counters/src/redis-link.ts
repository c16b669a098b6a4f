// One process's line to Redis or Valkey: whether it can be asked, how long an answer is waited for, and how many processes there are.
// Comes back by itself; while the server is known to be away nobody waits for it.
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { RedisCounters } from './redis-counters.js';

/** Told once per change. `reason`: why the server is away, a code or a few words without addresses or secrets. */
export interface LinkState { isUp: boolean; processes: number; reason?: string }

/** Puts one question to the server; rejects without an answer in time. */
export type Ask = <T>(question: (counters: RedisCounters) => Promise<T>) => Promise<T>;

export interface LinkOptions {
  url: string;
  prefix?: string;
  onChange: (state: LinkState) => void;
  /** What has to be told to the server before it is up (again); rejects when that fails. */
  beforeUp: (ask: Ask) => Promise<void>;
}

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
  private beating: Promise<void> | undefined;

  constructor(private readonly options: LinkOptions) {
    const { url, prefix } = options;
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
    this.redis.on('ready', () => {
      this.lastError = undefined;
      void this.beat();
    });
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
      return await this.askAnyway(question);
    } catch (error) {
      if (!isOurFault(error)) this.hangUp(error);
      throw error;
    }
  }

  async close(): Promise<void> {
    clearInterval(this.beats);
    if (this.isUp) await this.askAnyway((counters) => counters.leave(this.processId)).catch(() => undefined);
    this.redis.removeAllListeners('close').removeAllListeners('ready').disconnect();
    this.isUp = false;
  }

  private readonly askAnyway: Ask = (question) => within(answerWithinMs, question(this.counters));

  private beat(): Promise<void> {
    return this.beating ??= this.announce().catch((error: unknown) => this.hangUp(error)).finally(() => { this.beating = undefined; });
  }

  private async announce(): Promise<void> {
    this.processes = Math.max(1, await this.askAnyway((counters) => counters.announce(this.processId, seenWithinMs)));
    if (!this.isUp) await this.options.beforeUp(this.askAnyway);
    this.isUp = true;
    this.tell();
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
    this.options.onChange({ isUp: this.isUp, processes: this.processes, ...(!this.isUp && { reason: reasonOf(error) }) });
  }
}

class NoAnswer extends Error {}

/** Of what the server says the first word alone: it is a code (WRONGPASS, OOM), what follows can be anything. */
function reasonOf(error: unknown): string {
  if (error instanceof NoAnswer) return error.message;
  const { name, code, message } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return (name === 'ReplyError' ? message?.split(' ')[0] : code) ?? 'connection lost';
}

/** An answer to one question that says nothing of the next. What a server in trouble says (OOM, READONLY, LOADING, …) begins otherwise. */
function isOurFault(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'ReplyError' && message.startsWith('ERR ');
}

/** What has arrived while this process was busy is still taken for an answer in time: the refusal waits for one look at the sockets. */
function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => setImmediate(() => reject(new NoAnswer(`no answer within ${ms} ms`))), ms);
    answer.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
