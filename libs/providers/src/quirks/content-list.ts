// Content as a list of parts where clients read a string: what was thought goes to `reasoning_content`, parts of other kinds
// are kept beside it in `content_parts`.
import type { ReplyQuirk } from '../provider.js';
import type { JsonObject } from '../hub.js';
import { splitContent } from '../dialects/openai/content-list.js';
import { saidBy } from './said-by.js';

export const contentList: ReplyQuirk = {
  name: 'content-list',
  reply: flatten,
  stream: () => (chunk) => {
    flatten(chunk);
    return [chunk];
  },
};

function flatten(json: JsonObject): void {
  for (const { said } of saidBy(json)) {
    if (!Array.isArray(said.content)) continue;
    const { text, reasoning, others } = splitContent(said.content);
    said.content = text ?? null;
    if (reasoning !== undefined) said.reasoning_content = reasoning;
    if (others.length > 0) said.content_parts = others;
  }
}
