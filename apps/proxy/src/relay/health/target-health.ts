// How the targets stand, from real traffic: what a request asks before it goes to one, and what it tells afterwards. All of it is known in
// this process; what the others know comes once a second (health-rounds.ts).
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { CircuitMark } from '#counters/circuit-store';
import type { Counters } from '#counters/counters';
import type { StoredCredential } from '#database/records';
import { Snapshot } from '#database/snapshot';
import { Clock } from '#server/clock';
import { Randomness } from '#server/randomness';
import { countersToken } from '../../gate/rate-storage.js';
import { verdicts } from '../verdicts.js';
import { changedCredentials } from './changed-credentials.js';
import { cool, open, openAgain, refuse, type Ended } from './conclude.js';
import { Latencies } from './latencies.js';
import { Marks } from './marks.js';
import { Outcomes } from './outcomes.js';
import { ProbeTurns } from './probe-turns.js';
import { circuitOf, lineOfCircuit, type Ending, type Line, type Standing, type Watched } from './standing.js';

export type { Ending, Line, Standing, Watched } from './standing.js';

@Injectable()
export class TargetHealth {
  private readonly logger = new Logger(TargetHealth.name);
  private readonly marks = new Marks();
  private readonly outcomes = new Outcomes();
  private readonly latencies = new Latencies();
  private readonly turns: ProbeTurns;
  private credentials: readonly StoredCredential[] = [];

  constructor(
    @Inject(countersToken) private readonly counters: Pick<Counters, 'take' | 'hold' | 'settle' | 'exchangeCircuits'>,
    @Inject(Snapshot) private readonly snapshot: Pick<Snapshot, 'credentials'>,
    @Inject(Randomness) private readonly randomness: Randomness,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.turns = new ProbeTurns(counters);
  }

  /** Tells the truth, also of the last target that a model has: whether it is asked all the same is decided elsewhere. */
  standing(line: Line, nowMs: number): Standing {
    this.seeConfiguration();
    const circuit = circuitOf(line);
    const mark = this.marks.get(circuit);
    const standing = [this.marks.get(line.credentialId), mark].filter((one) => one !== undefined && one.untilMs > nowMs).sort(latestFirst)[0];
    if (standing) return { usable: false, state: standing.state as 'open', reason: standing.reason, untilMs: standing.untilMs };
    if (mark?.state !== 'open') return { usable: true, probe: false };
    const untilMs = this.turns.underWayUntil(circuit, nowMs);
    return untilMs === undefined ? { usable: true, probe: true } : { usable: false, state: 'open', reason: `${mark.reason}; it is being tried again`, untilMs };
  }

  /** Before a call to one that is `probe`: whether this call is the one. False: another one is under way, in whatever process. */
  async takeProbe(line: Line, nowMs: number): Promise<boolean> {
    const circuit = circuitOf(line);
    return this.marks.get(circuit)?.state !== 'open' || this.turns.take(circuit, nowMs);
  }

  /** A call goes out. */
  watch(line: Line, nowMs: number): Watched {
    const circuit = circuitOf(line);
    const endTurn = this.turns.begin(circuit, nowMs);
    this.latencies.begin(circuit, nowMs);
    const end = (told: (endedMs: number) => number | undefined) => {
      const endedMs = this.clock.now();
      endTurn?.(endedMs);
      this.latencies.end(circuit, endedMs, told(endedMs));
    };
    return {
      succeeded: (latencyMs) => end(() => {
        this.succeeded(line, nowMs);
        return latencyMs;
      }),
      failed: (ending) => end((endedMs) => (this.failed(line, { begunMs: nowMs, nowMs: endedMs, ending }) ? this.latencies.sampleOfFailure(endedMs - nowMs) : undefined)),
      abandoned: () => end(() => undefined),
    };
  }

  /** What the next call is expected to take in milliseconds, calls under way counted in: lower is better. 0 where nothing is known. */
  expectedMs(line: Line, nowMs: number): number {
    return this.latencies.expectedMs(circuitOf(line), nowMs);
  }

  /** Everything that stands, or stood until lately. */
  all(): CircuitMark[] {
    return this.marks.all();
  }

  /** Tells what was seen and hears what the others saw. Counters that give no answer hear it the next time. Not to be called twice at once. */
  async exchange(nowMs: number): Promise<void> {
    this.seeConfiguration();
    this.latencies.forgetUnused(nowMs);
    this.turns.forgetOver(nowMs);
    try {
      const view = await this.counters.exchangeCircuits({ outcomes: this.outcomes.tell(), ...this.marks.tell() }, nowMs);
      this.outcomes.hear(view.outcomes, nowMs);
      this.marks.hear(view.marks);
    } catch {
      this.outcomes.takeBack(nowMs);
      this.marks.takeBack();
    }
  }

  /**
   * Whether a free call by a credential is to be made now: one for each `everyMs` among all processes. Then it is to be told how that
   * ended, well where there is no `ending`.
   */
  async beginFreeCall(credentialId: string, everyMs: number): Promise<((ending?: Ending) => void) | undefined> {
    const begunMs = this.clock.now();
    const window = { name: 'probes', limit: 1, seconds: Math.max(1, Math.floor(everyMs / 1000)) };
    if (!(await this.counters.take(`probe ${credentialId}`, [window], begunMs)).allowed) return undefined;
    return (ending) => (ending ? this.freeCallFailed(credentialId, { begunMs, nowMs: this.clock.now(), ending }) : this.freeCallSucceeded(credentialId, begunMs));
  }

  /** As from traffic, and where it speaks against the target, for each that is called by it. */
  private freeCallFailed(credentialId: string, ended: Ended): void {
    if (ended.ending.kind === 'permission') return; // to list models: calls may be allowed all the same
    if (verdicts[ended.ending.kind].blames === 'credential') this.failed({ targetId: '', credentialId }, ended);
    else for (const circuit of this.latencies.circuits()) if (isOf(circuit, credentialId)) this.failed(lineOfCircuit(circuit), ended);
  }

  /** The credential is taken; whether a target answers is for a call to find out, which may now be tried. */
  private freeCallSucceeded(credentialId: string, begunMs: number): void {
    if (this.marks.get(credentialId)?.state === 'refused') this.lift(credentialId, begunMs);
    const nowMs = this.clock.now();
    for (const mark of this.marks.all()) {
      if (isOf(mark.circuit, credentialId) && mark.state === 'open' && mark.untilMs > nowMs && mark.sinceMs <= begunMs) this.marks.conclude({ ...mark, untilMs: nowMs });
    }
  }

  private succeeded({ targetId, credentialId }: Line, begunMs: number): void {
    const circuit = circuitOf({ targetId, credentialId });
    if (!this.lift(circuit, begunMs)) this.outcomes.add(circuit, 'succeeded');
    this.lift(credentialId, begunMs);
  }

  /** Calls that were under way before tell nothing about now. */
  private lift(circuit: string, begunMs: number): boolean {
    const mark = this.marks.get(circuit);
    if (!mark || begunMs < mark.sinceMs) return false;
    this.marks.lift(circuit);
    this.outcomes.forget(circuit);
    if (isTold(mark)) this.logger.log(`${inWords(circuit)} is well again`);
    return true;
  }

  /** Whether it speaks against the target. */
  private failed(line: Line, ended: Ended): boolean {
    const [circuit, { kind }] = [circuitOf(line), ended.ending];
    const { blames } = verdicts[kind];
    if (blames === 'credential') this.conclude(this.blameCredential(line, ended));
    if (blames !== 'target') return false;
    this.outcomes.add(circuit, 'failed');
    const [mark, random] = [this.marks.get(circuit), this.randomness.next()];
    this.conclude(mark?.state === 'open' ? openAgain(mark, ended, random) : open(circuit, this.outcomes.of(circuit), ended, random));
    return true;
  }

  private blameCredential(line: Line, ended: Ended): CircuitMark | undefined {
    const { kind } = ended.ending;
    if (kind === 'rate-limit' || kind === 'quota') return cool(line.credentialId, this.marks.get(line.credentialId), ended);
    const circuit = kind === 'permission' ? circuitOf(line) : line.credentialId;
    return refuse(circuit, this.marks.get(circuit), ended);
  }

  private conclude(mark: CircuitMark | undefined): void {
    if (!mark) return;
    this.marks.conclude(mark);
    if (isTold(mark)) this.logger.warn(`${inWords(mark.circuit)} is left alone while others can be asked: ${mark.reason}`);
  }

  /** A new secret has a clean slate. */
  private seeConfiguration(): void {
    const { credentials } = this.snapshot;
    if (credentials === this.credentials) return;
    const changed = new Set(changedCredentials(this.credentials, credentials));
    this.credentials = credentials;
    for (const { circuit, sinceMs } of this.marks.all()) if (changed.has(lineOfCircuit(circuit).credentialId)) this.lift(circuit, sinceMs);
  }
}

const latestFirst = (one: CircuitMark | undefined, other: CircuitMark | undefined) => (other?.untilMs ?? 0) - (one?.untilMs ?? 0);
/** A credential cools several times a minute where a provider's limit is reached: that is no news. */
const isTold = ({ state }: CircuitMark) => state !== 'cooling';

function inWords(circuit: string): string {
  const { targetId, credentialId } = lineOfCircuit(circuit);
  return targetId === '' ? `The credential ${credentialId}` : `The target ${targetId} by ${credentialId}`;
}

const isOf = (circuit: string, credentialId: string) => circuit !== credentialId && lineOfCircuit(circuit).credentialId === credentialId;
