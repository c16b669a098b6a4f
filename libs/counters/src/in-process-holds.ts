// The open holds of a single process and the slots they take. Nobody watches the clock for them: a full scope looks for expired
// holds in it, and each new hold looks at the one that was neither placed nor renewed for longest.
import type { Hold } from './counters.js';
import type { Place } from './in-process-windows.js';

/** What settling puts right: the amount taken from a window. */
export interface Taken { place: Pick<Place, 'seconds' | 'index' | 'id'>; amount: number }

interface OpenHold { expiresAtMs: number; scopes: readonly string[]; taken: readonly Taken[] }

/** How long a hold that has expired can still be settled or renewed: longer than any window runs. */
export const rememberedMs = 86_400_000;

export class InProcessHolds {
  /** In the order of placing or renewing. */
  private readonly open = new Map<string, OpenHold>();
  private readonly slots = new Map<string, Set<string>>();

  /** The index of the first slots without a free place. */
  firstFull(slots: Hold['slots'], nowMs: number): number | undefined {
    const index = slots.findIndex(({ scope, limit }) => (this.slots.get(scope)?.size ?? 0) >= limit && this.stillTaken(scope, nowMs) >= limit);
    return index === -1 ? undefined : index;
  }

  place({ id, slots, expiresInMs }: Hold, taken: readonly Taken[], nowMs: number): void {
    this.forgetOldest(nowMs);
    const hold = { expiresAtMs: nowMs + expiresInMs, scopes: slots.map(({ scope }) => scope), taken };
    this.open.set(id, hold);
    this.takeSlots(id, hold.scopes);
  }

  /** What the hold had taken; nothing when it is unknown. */
  remove(id: string): readonly Taken[] {
    const hold = this.open.get(id);
    if (!hold) return [];
    this.open.delete(id);
    this.freeSlots(id, hold.scopes);
    return hold.taken;
  }

  /** One that had expired takes its slots again, above their limit if need be: its request is under way. */
  renew(id: string, expiresAtMs: number): void {
    const hold = this.open.get(id);
    if (!hold) return;
    this.open.delete(id);
    this.open.set(id, { ...hold, expiresAtMs });
    this.takeSlots(id, hold.scopes);
  }

  get size(): number {
    return this.open.size;
  }

  private stillTaken(scope: string, nowMs: number): number {
    const ids = this.slots.get(scope) ?? new Set();
    for (const id of ids) if ((this.open.get(id)?.expiresAtMs ?? 0) <= nowMs) this.freeSlots(id, [scope]);
    return ids.size;
  }

  /** Two for each that comes, so that what nobody settles does not pile up. */
  private forgetOldest(nowMs: number): void {
    let looked = 0;
    for (const [id, { expiresAtMs }] of this.open) {
      if (looked === 2 || expiresAtMs + rememberedMs > nowMs) return;
      this.remove(id);
      looked += 1;
    }
  }

  private takeSlots(id: string, scopes: readonly string[]): void {
    for (const scope of scopes) {
      const ids = this.slots.get(scope);
      if (ids) ids.add(id);
      else this.slots.set(scope, new Set([id]));
    }
  }

  private freeSlots(id: string, scopes: readonly string[]): void {
    for (const scope of scopes) {
      const ids = this.slots.get(scope);
      ids?.delete(id);
      if (ids?.size === 0) this.slots.delete(scope);
    }
  }
}
