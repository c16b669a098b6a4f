// Where the things that quirks mend stand in a parsed reply or chunk.
import type { JsonObject } from '../hub.js';
import { isObject, objectsOf } from '../dialects/openai/wire-fields.js';

/** Each choice with what it says: `message` in a whole reply, `delta` in a chunk. */
export function saidBy(json: JsonObject): { choice: JsonObject; said: JsonObject; index: number }[] {
  return objectsOf(json.choices).flatMap((choice) => {
    const said = isObject(choice.delta) ? choice.delta : choice.message;
    return isObject(said) ? [{ choice, said, index: typeof choice.index === 'number' ? choice.index : 0 }] : [];
  });
}
