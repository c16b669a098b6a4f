// Finish reasons that OpenAI does not have, and "stop" where tools were called: a client that reads it would not run them.
import type { ReplyQuirk } from '../provider.js';
import type { JsonObject } from '../hub.js';
import { parseFinish, renderFinish } from '../dialects/openai/finish.js';
import { objectsOf } from '../dialects/openai/wire-fields.js';
import { saidBy } from './said-by.js';

export const finishWords: ReplyQuirk = {
  name: 'finish-words',
  reply(json) {
    for (const { choice, said } of saidBy(json)) reword(choice, objectsOf(said.tool_calls).length > 0);
  },
  stream() {
    const called = new Set<number>();
    return (chunk) => {
      for (const { choice, said, index } of saidBy(chunk)) {
        if (objectsOf(said.tool_calls).length > 0) called.add(index);
        reword(choice, called.has(index));
      }
      return [chunk];
    };
  },
};

/** The vendor's own word is kept beside ours; one that we do not know stays. */
function reword(choice: JsonObject, calledTools: boolean): void {
  const raw = choice.finish_reason;
  if (typeof raw !== 'string' || raw === '') return;
  const { unified } = parseFinish(raw, calledTools);
  const word = unified === 'other' ? raw : renderFinish(unified, calledTools);
  if (word === raw) return;
  choice.finish_reason = word;
  choice.native_finish_reason ??= raw;
}
