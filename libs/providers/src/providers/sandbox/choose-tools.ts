// Which tools the sandbox calls: those that the last message of the user speaks of.
import { RequestError } from '../../errors.js';
import type { ChatRequest, Tool } from '../../hub.js';

export type FunctionTool = Tool & { kind: 'function' };

/** In the order the request lists them. Throws RequestError for a choice that no tool meets. */
export function toolsToCall(request: ChatRequest, said: string): FunctionTool[] {
  const functions = request.tools.filter((tool) => tool.kind === 'function');
  const meant = functions.filter((tool) => isMeant(tool.name, said));
  const chosen = choose(request, functions, meant);
  return request.parallelToolCalls === false ? chosen.slice(0, 1) : chosen;
}

function choose({ toolChoice, messages }: ChatRequest, functions: FunctionTool[], meant: FunctionTool[]): FunctionTool[] {
  switch (toolChoice?.kind) {
    case 'none':
      return [];
    case 'named':
      return [find(functions, ({ name }) => name === toolChoice.name)];
    case 'required':
      return meant.length > 0 ? meant : [find(functions, () => true)];
    default:
      return messages.at(-1)?.role === 'tool' ? [] : meant; // results are answered, not asked for again
  }
}

function find(functions: FunctionTool[], fits: (tool: FunctionTool) => boolean): FunctionTool {
  const found = functions.find(fits);
  if (!found) throw new RequestError("'tool_choice' asks for a function that 'tools' does not have.", 'tool_choice');
  return found;
}

/** By its whole name, or by a longer word of it: "weather" means get_weather and getWeather. */
function isMeant(name: string, said: string): boolean {
  const spoken = new Set(wordsOf(said));
  const words = wordsOf(name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' '));
  return said.includes(name) || words.some((word) => word.length > 3 && spoken.has(word));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
