// How long calls of a circuit take, by the peak: a slower answer counts at once, what is quicker little by little, and what was not asked
// for a while is forgotten just so, or it would never be tried again. Of this process alone.

/** After so long an answer counts for a third. */
const decayMs = 10_000;
/** What a failure counts as: failing fast is not being fast. */
const failureMs = 5000;
/** What is expected of one that has not answered yet and is being asked. */
const unknownMs = 1000;
const keptMs = 3_600_000;

interface Latency { peakMs: number; atMs: number; underWay: number; usedMs: number }

export class Latencies {
  private readonly byCircuit = new Map<string, Latency>();

  begin(circuit: string, nowMs: number): void {
    const latency = this.byCircuit.get(circuit) ?? { peakMs: 0, atMs: nowMs, underWay: 0, usedMs: nowMs };
    latency.underWay += 1;
    latency.usedMs = nowMs;
    this.byCircuit.set(circuit, latency);
  }

  /** The call is over; without a `sampleMs` it says nothing. */
  end(circuit: string, nowMs: number, sampleMs?: number): void {
    const latency = this.byCircuit.get(circuit);
    if (!latency) return;
    latency.underWay -= 1;
    latency.usedMs = nowMs;
    if (sampleMs === undefined) return;
    const weight = remains(latency, nowMs);
    const mixed = latency.peakMs * weight + sampleMs * (1 - weight);
    latency.peakMs = Math.max(sampleMs, mixed);
    latency.atMs = nowMs;
  }

  /** For `end`, of a call that took so long to fail. */
  sampleOfFailure(tookMs: number): number {
    return Math.max(tookMs, failureMs);
  }

  /** 0 where nothing is known and nothing under way. */
  expectedMs(circuit: string, nowMs: number): number {
    const latency = this.byCircuit.get(circuit);
    if (!latency) return 0;
    if (latency.peakMs === 0) return latency.underWay * unknownMs;
    return latency.peakMs * remains(latency, nowMs) * (latency.underWay + 1);
  }

  /** Those that are asked, or were not long ago. */
  circuits(): IterableIterator<string> {
    return this.byCircuit.keys();
  }

  forgetUnused(nowMs: number): void {
    for (const [circuit, { underWay, usedMs }] of this.byCircuit) if (underWay === 0 && usedMs + keptMs <= nowMs) this.byCircuit.delete(circuit);
  }
}

const remains = ({ atMs }: Latency, nowMs: number) => Math.exp(-Math.max(0, nowMs - atMs) / decayMs);
