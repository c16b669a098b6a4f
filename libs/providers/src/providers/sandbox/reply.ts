// An answer of the sandbox before it becomes bytes: a status and the frames of its body.
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { JsonObject } from '../../hub.js';
import type { LocalReply } from '../../provider.js';
import { madeOn } from './models.js';

export interface Reply { status: number; headers: Record<string, string>; frames: string[] }

/** Unix seconds of every answer: there is no clock here. */
export const created = madeOn.getTime() / 1000;

export function jsonReply(json: JsonObject): Reply {
  return { status: 200, headers: { 'content-type': 'application/json' }, frames: [JSON.stringify(json)] };
}

export function streamReply(frames: string[]): Reply {
  return { status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' }, frames: [...frames, 'data: [DONE]\n\n'] };
}

export interface Failure { status: number; type: string; code: string | null; message: string; param?: string | null; retryAfterSeconds?: number }

export function errorReply({ status, type, code, message, param = null, retryAfterSeconds }: Failure): Reply {
  const wait: Record<string, string> = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return { status, headers: { 'content-type': 'application/json', ...wait }, frames: [JSON.stringify({ error: { message, type, param, code } })] };
}

/** The first half of the body, as a connection that breaks leaves it. */
export function cutInHalf(reply: Reply): Reply {
  const body = reply.frames.join('');
  return { ...reply, frames: [body.slice(0, body.length / 2)] };
}

/** The same id for the same content, whether streamed or not. */
export function idOf(content: unknown): string {
  return `sandbox-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)}`;
}

/** Each frame in a turn of its own, so that a caller who hangs up in between is noticed. */
export function send({ status, headers, frames }: Reply): LocalReply {
  async function* bytes() {
    for (const frame of frames) {
      await setImmediate();
      yield Buffer.from(frame);
    }
  }
  return { status, headers, [Symbol.asyncIterator]: bytes };
}
