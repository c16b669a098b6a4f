// One upstream call of a request, as the ledger sees it: opened before the call, settled exactly once however it ends.
import type { Price } from '#metering/price';
import type { AttemptEnd, Spent } from '#metering/settle-attempt';
import type { StreamSeen } from '#providers/exchange';
import type { Usage } from '#providers/usage';
import type { WaitingTime } from './waiting-time.js';

/** What an answer that was read to its end told and showed. */
export interface Told {
  usage?: Usage | undefined;
  /** As its provider says it served it. */
  serviceTier?: string | undefined;
  /** UTF-8 bytes of what it showed. */
  outputBytes: number;
  /** The texts that it showed, or their beginning; undefined where nobody looked. */
  texts?: () => string[];
}

/** How an attempt is booked. */
export interface Booking {
  waiting: WaitingTime;
  /** Of another service tier than the one it was opened for. */
  priceOf: (serviceTier: string) => Price;
  /** For an answer without a word of its usage. */
  count: (told: Told) => Promise<Spent>;
  /** The first call counts; later ones are ignored. */
  write: (end: AttemptEnd) => void;
}

export class Attempt {
  private readonly startedAtMs = performance.now();
  private firstTokenAtMs: number | undefined;
  private answeredAtMs: number | undefined;
  /** Set once its call is on its way: the provider may be at work. */
  sent = false;
  /** Set once the provider has answered: from then on something ran there that may be billed. */
  ran = false;
  /** What a stream has shown so far. */
  seen: StreamSeen | undefined;
  /** Whether anything of it has gone to the caller: from then on no other target may be asked. */
  shown = false;

  constructor(private readonly booking: Booking) {
    booking.waiting.begin();
  }

  firstToken(): void {
    this.firstTokenAtMs ??= performance.now();
  }

  /** What its provider was waited for is there (a reply, or the beginning of one): from here on the time is ours. */
  answered(): void {
    if (this.answeredAtMs !== undefined) return;
    this.answeredAtMs = performance.now();
    this.booking.waiting.end();
  }

  /** Its reply goes to the caller whole. Settled at once where the provider told its usage, else when it was counted. */
  succeed(told: Told): Promise<void> | undefined {
    return this.finish('ok', told);
  }

  /** Nobody was left for its reply, which was read to its end all the same. */
  readForNobody(told: Told): Promise<void> | undefined {
    return this.finish('cancelled', told);
  }

  /** It is over; `outcome` is an error code. What is returned books it, once it is known whether another attempt follows. */
  failed(outcome: string): (final: boolean) => void {
    this.answered();
    const totalMs = performance.now() - this.startedAtMs;
    return (final) => this.settle({ outcome, final, totalMs, spent: this.ran ? interrupted(this.seen) : { kind: 'none' } }, this.seen?.serviceTier);
  }

  /** To the first content of a stream, else to the reply. */
  get latencyMs(): number {
    return (this.answeredAtMs ?? performance.now()) - this.startedAtMs;
  }

  private finish(outcome: string, told: Told): Promise<void> | undefined {
    this.answered();
    const end = { outcome, final: true, totalMs: performance.now() - this.startedAtMs };
    if (!told.usage) return this.booking.count(told).then((spent) => this.settle({ ...end, spent }, told.serviceTier));
    this.settle({ ...end, spent: { kind: 'reported', usage: told.usage } }, told.serviceTier);
    return undefined;
  }

  private settle(end: Omit<AttemptEnd, 'firstTokenMs'>, serviceTier: string | undefined): void {
    const firstTokenMs = this.firstTokenAtMs === undefined ? null : this.firstTokenAtMs - this.startedAtMs;
    this.booking.write({ ...end, firstTokenMs, ...(serviceTier !== undefined && { price: this.booking.priceOf(serviceTier) }) });
  }
}

function interrupted(seen: StreamSeen | undefined): Spent {
  return { kind: 'interrupted', outputBytes: seen?.outputBytes ?? 0, ...(seen?.usage && { told: seen.usage }) };
}
