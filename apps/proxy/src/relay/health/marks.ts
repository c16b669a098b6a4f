// What stands about circuits and credentials: this process's own conclusions at once, those of the others since the last exchange.
import type { CircuitMark, CircuitReport } from '#counters/circuit-store';

export class Marks {
  private known = new Map<string, CircuitMark>();
  private put = new Map<string, CircuitMark>();
  private lifted = new Set<string>();
  /** In an exchange that is under way. */
  private telling: Pick<CircuitReport, 'marks' | 'lifted'> = { marks: [], lifted: [] };

  get(circuit: string): CircuitMark | undefined {
    return this.known.get(circuit);
  }

  all(): CircuitMark[] {
    return [...this.known.values()];
  }

  conclude(mark: CircuitMark): void {
    this.known.set(mark.circuit, mark);
    this.put.set(mark.circuit, mark);
    this.lifted.delete(mark.circuit);
  }

  lift(circuit: string): void {
    this.known.delete(circuit);
    this.put.delete(circuit);
    this.lifted.add(circuit);
  }

  /** To be followed by `hear` or `takeBack`. */
  tell(): Pick<CircuitReport, 'marks' | 'lifted'> {
    this.telling = { marks: [...this.put.values()], lifted: [...this.lifted] };
    this.put = new Map();
    this.lifted = new Set();
    return this.telling;
  }

  /** What was concluded here meanwhile is younger than what is heard. */
  hear(marks: readonly CircuitMark[]): void {
    this.telling = { marks: [], lifted: [] };
    const heard = marks.filter(({ circuit }) => !this.lifted.has(circuit)).map((mark) => [mark.circuit, mark] as const);
    this.known = new Map([...heard, ...this.put]);
  }

  /** Nobody has heard it. */
  takeBack(): void {
    const { marks, lifted } = this.telling;
    this.telling = { marks: [], lifted: [] };
    for (const mark of marks) if (!this.put.has(mark.circuit) && !this.lifted.has(mark.circuit)) this.put.set(mark.circuit, mark);
    for (const circuit of lifted) if (!this.put.has(circuit)) this.lifted.add(circuit);
  }
}
