// Runs the proof of the ledger, nightly and when a member asks for it, behind everything else. Of several admin processes one does.
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { BudgetReader } from '#counters/read-budgets';
import { Database } from '#database/database';
import { LedgerProofRepository, type LedgerProofRecord, type StartedProof } from '#database/proof/ledger-proofs';
import { SettingsRepository } from '#database/settings';
import { verifyLedger } from '#metering/verify/verify-ledger';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import { budgetReaderToken } from '../budgets/standings.js';
import { isProofDue } from './is-due.js';

const everyMs = 60_000;
/** A proof that broke off is made up for, not at once: what broke it may last. */
const againAfterMs = 600_000;

/** For the metrics: how the youngest proof that came to an end went. */
export interface LedgerProofState { ok: boolean; ageMs: number }

@Injectable()
export class LedgerProofsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(LedgerProofsService.name);
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database, private readonly proofs: LedgerProofRepository, private readonly settings: SettingsRepository, private readonly clock: Clock,
    @Inject(budgetReaderToken) private readonly counters: Pick<BudgetReader, 'holds'>,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      void this.proveIfDue().catch(() => undefined); // the database being away is told elsewhere; what is due stays due
    }, everyMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await this.running;
  }

  /** Begins one and does not wait for it. Throws ApiError (409) where one is under way. */
  async start(): Promise<LedgerProofRecord> {
    const started = await this.proofs.start(this.now());
    if (!started) throw new ApiError('conflict', { message: 'A proof of the ledger is under way.' });
    this.running = this.run(started);
    return started.record;
  }

  /** The nightly one, once among all processes. Waits for it. */
  async proveIfDue(): Promise<void> {
    if (!(await this.isDue())) return;
    // Asked again with the lock: another process may have been at it.
    const started = await this.proofs.start(this.now(), () => this.isDue());
    if (!started) return;
    this.running = this.run(started);
    await this.running;
  }

  /** Undefined: none has come to an end yet. */
  async state(): Promise<LedgerProofState | undefined> {
    const last = await this.proofs.last();
    return last?.ok == null ? undefined : { ok: last.ok, ageMs: this.clock.now() - last.startedAt.getTime() };
  }

  private async isDue(): Promise<boolean> {
    const [[youngest], whole] = await Promise.all([this.proofs.list(1), this.proofs.last()]);
    const nowMs = this.clock.now();
    if (youngest && youngest.ok === null && nowMs - youngest.startedAt.getTime() < againAfterMs) return false; // under way, or broken off just now
    return isProofDue(whole?.startedAt.getTime(), nowMs, await this.settings.read());
  }

  private async run(started: StartedProof): Promise<void> {
    try {
      const verdict = await verifyLedger(this.database.url, { now: () => this.clock.now(), holds: () => this.counters.holds(this.clock.now()), signal: this.stopping.signal });
      const differing = verdict.checks.filter(({ state }) => state === 'differs').map(({ name }) => name);
      if (!verdict.ok) this.logger.error(`the ledger is not what it should be: ${differing.join(', ')} (GET /api/ledger/proof, aiproxy verify-ledger)`);
      await started.end(this.now(), { ok: verdict.ok, verdict });
    } catch (error) {
      if (!this.stopping.signal.aborted) this.logger.warn(`a proof of the ledger broke off: ${error instanceof Error ? error.message : 'unknown'}`);
      await started.end(this.now(), null).catch(() => undefined);
    }
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
