// What is concluded from how calls ended, and for how long it stands. Pure: time and chance are passed in.
import type { CircuitMark } from '#counters/circuit-store';
import type { Counts } from './outcomes.js';
import { renderFailure } from './render-failure.js';
import type { Ending } from './standing.js';

/** A call that ended: when it was begun, when it ended, and why. */
export interface Ended { begunMs: number; nowMs: number; ending: Ending }

const fewestCalls = 5;
const openMs = { first: 5000, longest: 300_000 };
/** Openings are shorter by up to this part by chance: not all circuits of a provider are tried at once. */
const spread = 0.2;
const coolingMs = { first: 1000, longest: 60_000, quota: 60_000, longestTold: 600_000 };
const refusedMs = { first: 60_000, longest: 600_000 };

const doubled = ({ first, longest }: { first: number; longest: number }, times: number) => Math.min(first * 2 ** (times - 1), longest);

/** Undefined as long as most of the last calls went well, or where there are too few of them to tell. */
export function open(circuit: string, { succeeded, failed }: Counts, { nowMs, ending }: Ended, random: number): CircuitMark | undefined {
  const calls = succeeded + failed;
  if (calls < fewestCalls || failed * 2 < calls) return undefined;
  const reason = `${failed} of the last ${calls} calls failed, the last one: ${renderFailure(ending)}`;
  return { circuit, state: 'open', reason, sinceMs: nowMs, untilMs: nowMs + openFor(1, random), times: 1 };
}

/** Only by a call that was begun when it might be tried again: what was under way before tells nothing new. */
export function openAgain(before: CircuitMark, { begunMs, nowMs, ending }: Ended, random: number): CircuitMark | undefined {
  if (begunMs < before.untilMs) return undefined;
  const times = before.times + 1;
  const reason = `it was tried again and failed: ${renderFailure(ending)}`;
  return { ...before, reason, sinceMs: nowMs, untilMs: nowMs + openFor(times, random), times };
}

const openFor = (times: number, random: number) => Math.round(doubled(openMs, times) * (1 - spread * random));

/** As long as the provider asked for. Of calls under way together the one that was asked to wait longest counts. */
export function cool(credentialId: string, before: CircuitMark | undefined, { begunMs, nowMs, ending }: Ended): CircuitMark | undefined {
  const last = before?.state === 'cooling' ? before : undefined;
  const isSame = last !== undefined && begunMs < last.untilMs;
  const times = isSame ? last.times : (last?.times ?? 0) + 1;
  const usualMs = ending.kind === 'quota' ? coolingMs.quota : doubled(coolingMs, times);
  const untilMs = nowMs + (ending.retryAfterMs ? Math.min(ending.retryAfterMs, coolingMs.longestTold) : usualMs);
  if (isSame && (!ending.retryAfterMs || untilMs <= last.untilMs)) return undefined;
  return { circuit: credentialId, state: 'cooling', reason: renderFailure(ending), sinceMs: isSame ? last.sinceMs : nowMs, untilMs, times };
}

/** A credential as a whole that the provider does not know, or a circuit where it may not do what is asked. */
export function refuse(circuit: string, before: CircuitMark | undefined, { begunMs, nowMs, ending }: Ended): CircuitMark | undefined {
  const last = before?.state === 'refused' ? before : undefined;
  if (last && begunMs < last.untilMs) return undefined;
  const times = (last?.times ?? 0) + 1;
  return { circuit, state: 'refused', reason: renderFailure(ending), sinceMs: nowMs, untilMs: nowMs + doubled(refusedMs, times), times };
}
