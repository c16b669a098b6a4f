// A tool call's arguments, JSON text in the hub, as the object that Anthropic wants.
import type { JsonObject } from '../../hub.js';
import { objectOf } from './read-wire.js';

/** Undefined for what is no JSON object. No text at all is a call without arguments. */
export function parseInput(text: string): JsonObject | undefined {
  if (text.trim() === '') return {};
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Never fails: text that is no JSON object (a custom tool's, or a model's slip) stands under `input`. */
export function inputOf(text: string): JsonObject {
  return parseInput(text) ?? { input: text };
}
