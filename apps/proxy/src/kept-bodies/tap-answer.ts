// Listens to what a response says, whoever writes it (the relay, a kept answer, the error filter), up to a limit.
import type { Response } from 'express';

export class Tap {
  private readonly pieces: Buffer[] = [];
  private length = 0;
  cut = false;

  constructor(private readonly limitBytes: number) {}

  get bytes(): Buffer {
    return Buffer.concat(this.pieces);
  }

  take(chunk: unknown): void {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return; // a callback of `end`
    const bytes = Buffer.from(chunk as string);
    const piece = bytes.subarray(0, this.limitBytes - this.length);
    this.cut ||= piece.length < bytes.length;
    this.length += piece.length;
    if (piece.length > 0) this.pieces.push(piece);
  }
}

type Say = (...said: unknown[]) => unknown;

/** Express has no event for it: the response's own two ways of saying something are stood before. */
export function tapAnswer(response: Response, limitBytes: number): Tap {
  const tap = new Tap(limitBytes);
  const sayers = response as unknown as { write: Say; end: Say };
  for (const way of ['write', 'end'] as const) {
    const say = sayers[way].bind(response);
    sayers[way] = (...said) => {
      tap.take(said[0]);
      return say(...said);
    };
  }
  return tap;
}
