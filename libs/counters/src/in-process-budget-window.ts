// One window of a budget in a single process: what is spent, and the holds that count in it.
import type { FoundBudget } from './describe-budgets.js';

interface Held { estimatePicoUsd: bigint; expiresAtMs: number }

export class BudgetWindow implements FoundBudget {
  heldPicoUsd = 0n;
  private readonly held = new Map<string, Held>();
  /** No hold expires earlier. */
  private expiresFirstMs = Infinity;

  constructor(public spentPicoUsd: bigint, readonly asOfMs: number, public forgetAtMs: number) {}

  /** Placing a hold again moves its end. */
  place(id: string, held: Held): void {
    this.remove(id);
    this.held.set(id, held);
    this.heldPicoUsd += held.estimatePicoUsd;
    this.expiresFirstMs = Math.min(this.expiresFirstMs, held.expiresAtMs);
  }

  remove(id: string): void {
    this.heldPicoUsd -= this.held.get(id)?.estimatePicoUsd ?? 0n;
    this.held.delete(id);
  }

  /** Looks at the holds only when one of them can have expired. */
  removeExpired(nowMs: number): void {
    if (this.expiresFirstMs > nowMs) return;
    this.expiresFirstMs = Infinity;
    for (const [id, { expiresAtMs }] of this.held) {
      if (expiresAtMs <= nowMs) this.remove(id);
      else this.expiresFirstMs = Math.min(this.expiresFirstMs, expiresAtMs);
    }
  }
}
