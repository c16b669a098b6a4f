// Counts tokens where a provider told no usage: in a thread of its own, since counting blocks, and within bounds, since nobody
// else says how much there is to count. What cannot be counted in time is estimated by the caller.
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { OnApplicationShutdown } from '@nestjs/common';
import { countingProgram, type CountingAnswer, type CountingJob } from './counting-program.js';

export interface CountingBounds {
  /** Of all texts of one count together, in characters. */
  charactersMax: number;
  /** Counts under way and waiting. */
  queueMax: number;
  /** From being asked to the answer. */
  timeoutMs: number;
}

export const countingBounds: CountingBounds = { charactersMax: 1024 * 1024, queueMax: 64, timeoutMs: 2_000 };

interface Pending extends CountingJob { answer: (tokens: number | undefined) => void; timer: NodeJS.Timeout }

/** One per process; its thread begins with the first count and never keeps the process. */
export class TokenCounter implements OnApplicationShutdown {
  private readonly pending: Pending[] = [];
  private worker: Worker | undefined;
  private isReady = false;
  private running: number | undefined;
  private lastId = 0;
  private closed = false;

  constructor(private readonly bounds: CountingBounds = countingBounds) {}

  /** The tokens of these texts together, by the vocabulary nearest to the model's; undefined beyond the bounds. Never rejects. */
  countTokens(texts: readonly string[], model: string): Promise<number | undefined> {
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    if (characters === 0) return Promise.resolve(0);
    if (this.closed || characters > this.bounds.charactersMax || this.pending.length >= this.bounds.queueMax) return Promise.resolve(undefined);
    return new Promise((answer) => {
      const id = (this.lastId += 1);
      const timer = setTimeout(() => this.giveUp(id), this.bounds.timeoutMs).unref();
      this.pending.push({ id, encoding: fileOf(encodingOf(model)), texts, answer, timer });
      this.next();
    });
  }

  /** What is under way is not counted any more. */
  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    for (let job = this.pending[0]; job; job = this.pending[0]) this.settle({ id: job.id });
    await this.stop();
  }

  private next(): void {
    const [first] = this.pending;
    if (this.closed || this.running !== undefined || !first) return;
    this.running = first.id;
    const { id, encoding, texts } = first;
    this.thread().postMessage({ id, encoding, texts } satisfies CountingJob, []);
  }

  private thread(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(`(${countingProgram.toString()})(require)`, { eval: true, execArgv: [], workerData: { first: fileOf('o200k_base') } });
    worker.on('message', (answer: CountingAnswer) => {
      if (this.worker !== worker) return;
      if (answer.id === 0) this.isReady = true;
      else this.settle(answer);
    });
    worker.on('error', () => { if (this.worker === worker) this.restart(); });
    worker.unref(); // after the listeners, since each of them holds the process again
    return (this.worker = worker);
  }

  private settle({ id, tokens }: CountingAnswer): void {
    if (this.running === id) this.running = undefined;
    this.take(id)?.answer(tokens);
    this.next();
  }

  private take(id: number): Pending | undefined {
    const at = this.pending.findIndex((one) => one.id === id);
    const [job] = at < 0 ? [] : this.pending.splice(at, 1);
    clearTimeout(job?.timer);
    return job;
  }

  /** A thread that does not answer is replaced, unless it is only starting. */
  private giveUp(id: number): void {
    if (this.running === id && this.isReady) this.restart();
    else if (this.running === id) this.abandon(id);
    else this.settle({ id });
  }

  private restart(): void {
    const stuck = this.running;
    void this.stop();
    if (stuck !== undefined) this.settle({ id: stuck });
  }

  /** Answered, but still what the thread will do first. */
  private abandon(id: number): void {
    this.take(id)?.answer(undefined);
  }

  private async stop(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    this.isReady = false;
    await worker?.terminate();
  }
}

/** OpenAI's older models have the smaller vocabulary; the larger one is also the nearest to other vendors', who publish none. */
export function encodingOf(model: string): 'cl100k_base' | 'o200k_base' {
  const name = model.slice(model.lastIndexOf('/') + 1);
  return /^(gpt-4(?![o.])|gpt-3\.5|text-embedding-|davinci|babbage)/.test(name) ? 'cl100k_base' : 'o200k_base';
}

function fileOf(encoding: string): string {
  return createRequire(import.meta.url).resolve(`gpt-tokenizer/encoding/${encoding}`);
}
