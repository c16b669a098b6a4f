// Temperature, top_p and top_k -> what the model takes of them. What is left out or changed is reported.
import type { Unsaid } from '../../dialect.js';
import type { ChatRequest, JsonObject } from '../../hub.js';
import { present } from './read-wire.js';

export function renderSampling({ temperature, topP, topK }: ChatRequest, takesSampling: boolean, thinking: boolean, { dropped, changed }: Unsaid): JsonObject {
  const kept: Record<string, number | undefined> = { temperature, top_p: topP, top_k: topK };
  const drop = (name: string) => {
    if (kept[name] !== undefined) dropped.push(name);
    kept[name] = undefined;
  };
  if (!takesSampling) ['temperature', 'top_p', 'top_k'].forEach(drop);
  if (thinking) {
    // https://platform.claude.com/docs/en/build-with-claude/extended-thinking#feature-compatibility
    if (temperature !== 1) drop('temperature');
    if (topP !== undefined && (topP < 0.95 || topP > 1)) drop('top_p');
    drop('top_k');
  }
  if (kept.temperature !== undefined && kept.top_p !== undefined) {
    // One of the two is refused beside the other; a temperature of 1 says nothing.
    if (kept.temperature === 1) kept.temperature = undefined;
    else drop('top_p');
  }
  if (kept.temperature !== undefined && (kept.temperature < 0 || kept.temperature > 1)) {
    kept.temperature = Math.min(1, Math.max(0, kept.temperature));
    changed.push('temperature');
  }
  return present(kept);
}
