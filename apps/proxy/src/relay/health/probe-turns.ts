// Whose turn it is to try a circuit that is half open: one call at a time over all processes. The turn ends with the call, or by itself.
import { randomUUID } from 'node:crypto';
import type { Counters } from '#counters/counters';

const turnMs = 60_000;
/** For how long one does not ask again when it was somebody else's turn. */
const othersTurnMs = 1000;

interface Turn { untilMs: number; holdId?: string; isTaken?: boolean }

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
    const turn: Turn = { untilMs: nowMs + turnMs, holdId: randomUUID() };
    this.turns.set(circuit, turn);
    const hold = { id: turn.holdId!, windows: [], slots: [{ scope: `probe ${circuit}`, limit: 1 }], expiresInMs: turnMs };
    const allowed = await this.counters.hold(hold, nowMs).then((result) => result.allowed, () => true);
    if (!allowed) this.turns.set(circuit, { untilMs: nowMs + othersTurnMs });
    return allowed;
  }

  /** The call of the turn that was taken goes out; undefined where none was. It is ended by this. */
  begin(circuit: string): ((nowMs: number) => void) | undefined {
    const turn = this.turns.get(circuit);
    if (!turn?.holdId || turn.isTaken) return undefined;
    turn.isTaken = true;
    const { holdId } = turn;
    return (nowMs) => {
      if (this.turns.get(circuit) === turn) this.turns.delete(circuit);
      void this.counters.settle(holdId, 0, nowMs).catch(() => undefined);
    };
  }

  forgetOver(nowMs: number): void {
    for (const [circuit, { untilMs }] of this.turns) if (untilMs <= nowMs) this.turns.delete(circuit);
  }
}
