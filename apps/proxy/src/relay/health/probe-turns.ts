// Whose turn it is to try a circuit that is half open: one call at a time over all processes. The turn ends with the call, or by itself.
import { randomUUID } from 'node:crypto';
import type { Counters } from '#counters/counters';

const turnMs = 60_000;
/** A call whose turn it is goes out at once, or something kept it from going: then the turn is another's. */
const unusedMs = 1000;
/** For how long one does not ask again when it was somebody else's turn. */
const othersTurnMs = 1000;

interface Turn { untilMs: number; holdId?: string; isUsed?: boolean }

export class ProbeTurns {
  private readonly turns = new Map<string, Turn>();

  constructor(private readonly counters: Pick<Counters, 'hold' | 'settle'>) {}

  /** Until when this process knows that somebody tries it; undefined where it does not. */
  underWayUntil(circuit: string, nowMs: number): number | undefined {
    const turn = this.turns.get(circuit);
    return turn && turn.untilMs > nowMs ? turn.untilMs : undefined;
  }

  /** Counters that give no answer leave it to this process, which knows of its own calls. */
  async take(circuit: string, nowMs: number): Promise<boolean> {
    if (this.underWayUntil(circuit, nowMs) !== undefined) return false;
    this.end(circuit, nowMs);
    const id = randomUUID();
    this.turns.set(circuit, { untilMs: nowMs + unusedMs, holdId: id });
    const hold = { id, windows: [], slots: [{ scope: `probe ${circuit}`, limit: 1 }], expiresInMs: turnMs };
    const allowed = await this.counters.hold(hold, nowMs).then((result) => result.allowed, () => true);
    if (!allowed) this.turns.set(circuit, { untilMs: nowMs + othersTurnMs });
    return allowed;
  }

  /** The call of the turn that was taken goes out; undefined where none was. It is ended by this. */
  begin(circuit: string, nowMs: number): ((endedMs: number) => void) | undefined {
    const turn = this.turns.get(circuit);
    if (!turn?.holdId || turn.isUsed) return undefined;
    const used = { ...turn, isUsed: true, untilMs: nowMs + turnMs };
    this.turns.set(circuit, used);
    return (endedMs) => {
      if (this.turns.get(circuit) === used) this.turns.delete(circuit);
      this.settle(used, endedMs);
    };
  }

  forgetOver(nowMs: number): void {
    for (const [circuit, { untilMs }] of this.turns) if (untilMs <= nowMs) this.end(circuit, nowMs);
  }

  /** One that is used is settled with its call. */
  private end(circuit: string, nowMs: number): void {
    const turn = this.turns.get(circuit);
    this.turns.delete(circuit);
    if (turn && !turn.isUsed) this.settle(turn, nowMs);
  }

  /** Nobody waits for it: what the counters do not hear of expires. */
  private settle({ holdId }: Turn, nowMs: number): void {
    if (holdId !== undefined) void this.counters.settle(holdId, 0, nowMs).catch(() => undefined);
  }
}
