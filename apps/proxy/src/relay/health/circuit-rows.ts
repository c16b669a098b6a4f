// What stands about targets, as rows for people to read, and what of them has changed. Pure.
import type { CircuitMark } from '#counters/circuit-store';
import type { CircuitChanges, CircuitRow, CircuitState } from '#database/circuits';
import { lineOfCircuit } from './standing.js';

/** By circuit. A credential that was cooling or refused is tried again like any other, so there is nothing to say of it. */
export function rowsOf(marks: readonly CircuitMark[], nowMs: number): Map<string, CircuitRow> {
  const standing = marks.filter(({ state, untilMs }) => state === 'open' || untilMs > nowMs);
  return new Map(standing.map(({ circuit, state, reason, sinceMs, untilMs }) => [circuit, {
    ...lineOfCircuit(circuit), reason, since: new Date(sinceMs), until: new Date(untilMs),
    state: (untilMs > nowMs ? state : 'half-open') as CircuitState,
  }]));
}

export function changesOf(written: ReadonlyMap<string, CircuitRow>, rows: ReadonlyMap<string, CircuitRow>): CircuitChanges {
  return {
    put: [...rows].filter(([circuit, row]) => !isSame(row, written.get(circuit))).map(([, row]) => row),
    removed: [...written].filter(([circuit]) => !rows.has(circuit)).map(([, { credentialId, targetId }]) => ({ credentialId, targetId })),
  };
}

const isSame = (row: CircuitRow, other: CircuitRow | undefined) =>
  other !== undefined && row.state === other.state && row.since.getTime() === other.since.getTime() && row.until.getTime() === other.until.getTime();
