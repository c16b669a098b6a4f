// The arguments of a call that Gemini streams in pieces: values by JSON path, long strings in several. They are collected and
// told as one text when the call ends, since pieces may come in any order and JSON text cannot be taken back.
// https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling#streaming-fc
import type { JsonObject } from '../../hub.js';
import { stringOf } from './read-wire.js';

type Step = string | number;

export class PartialArguments {
  private readonly root = container(false);

  /** A string for a path that holds one already continues it. */
  add(piece: JsonObject): void {
    const steps = stepsOf(stringOf(piece.jsonPath) ?? '');
    const value = piece.stringValue ?? piece.numberValue ?? piece.boolValue ?? ('nullValue' in piece ? null : undefined);
    if (steps.length === 0 || value === undefined) return;
    const leaf = steps.pop()!;
    const holder = this.descend(steps, leaf);
    const before = read(holder, leaf);
    write(holder, leaf, typeof before === 'string' && typeof value === 'string' ? before + value : value);
  }

  text(): string {
    return JSON.stringify(this.root);
  }

  private descend(steps: Step[], leaf: Step): object {
    let at: object = this.root;
    for (const [index, step] of steps.entries()) {
      const known = read(at, step);
      const next = typeof known === 'object' && known !== null ? known : container(typeof (steps[index + 1] ?? leaf) === 'number');
      if (next !== known) write(at, step, next);
      at = next;
    }
    return at;
  }
}

/** Without a prototype, so that a path through `__proto__` is a name like any other. */
function container(list: boolean): object {
  return list ? [] : (Object.create(null) as object);
}

function read(holder: object, step: Step): unknown {
  return Object.hasOwn(holder, step) ? (holder as Record<Step, unknown>)[step] : undefined;
}

/** An index past the end appends: a broken path must not make an array of a billion holes. */
function write(holder: object, step: Step, value: unknown): void {
  if (Array.isArray(holder) && typeof step === 'number') holder[Math.min(step, holder.length)] = value;
  else (holder as Record<Step, unknown>)[step] = value;
}

/** `$.recipe.steps[0]['a name']` -> recipe, steps, 0, a name. */
function stepsOf(path: string): Step[] {
  const steps = path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]/g);
  return [...steps].map(([, name, index, single, double]) => (index === undefined ? (name ?? single ?? double ?? '') : Number(index)));
}
