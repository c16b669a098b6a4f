// The words in which the health of targets is asked for and told, and how a circuit is named where processes talk about it.
import type { UpstreamErrorKind } from '#providers/errors';

/** A target as one credential reaches it: what a circuit is about. */
export interface Line { targetId: string; credentialId: string }

export type Standing =
  /** `probe`: its circuit is half open, so one call at a time may try it. */
  | { usable: true; probe: boolean }
  /** `reason` in words. */
  | { usable: false; state: 'open' | 'cooling' | 'refused'; reason: string; untilMs: number };

/** How a call ended; `retryAfterMs` as the provider asked. */
export interface Ending { kind: UpstreamErrorKind; retryAfterMs?: number; status?: number }

/** One call under way. Exactly one of the three is called, once. */
export interface Watched {
  /** `latencyMs`: to the first content, else to the reply's headers. */
  succeeded(latencyMs: number): void;
  failed(ending: Ending): void;
  /** It says nothing about the target: the caller left, or a sister failed. */
  abandoned(): void;
}

/** No credential's id has a space in it. What is concluded about a credential as a whole goes by its id alone. */
export const circuitOf = ({ targetId, credentialId }: Line): string => `${targetId} ${credentialId}`;

/** `targetId` is empty for a credential as a whole. */
export function lineOfCircuit(circuit: string): Line {
  const at = circuit.lastIndexOf(' ');
  return { targetId: circuit.slice(0, Math.max(0, at)), credentialId: circuit.slice(at + 1) };
}
