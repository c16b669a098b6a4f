// Tools and the choice among them of a request to the messages API -> hub.
import { RequestError } from '../../errors.js';
import type { ChatRequest, JsonObject, Tool, ToolChoice } from '../../hub.js';
import { extraOf, objectOf, present, stringOf } from './read-wire.js';

export function parseTools(tools: unknown): Tool[] {
  if (tools === undefined || tools === null) return [];
  if (!Array.isArray(tools)) throw new RequestError('tools: a list is expected.', 'tools');
  return tools.map((value: unknown, index) => parseTool(objectOf(value) ?? {}, `tools[${index}]`));
}

/** A tool with a type of its own is one of Anthropic's (web search, code execution, …). */
function parseTool(json: JsonObject, path: string): Tool {
  const type = stringOf(json.type);
  if (type !== undefined && type !== 'custom') return { kind: 'vendor', dialect: 'anthropic', json };
  const name = stringOf(json.name);
  if (name === undefined) throw new RequestError(`${path}.name: a string is required.`, `${path}.name`);
  return present({
    kind: 'function',
    name,
    description: stringOf(json.description),
    parameters: objectOf(json.input_schema),
    strict: json.strict === true ? true : undefined,
    ...extraOf(json, ['type', 'name', 'description', 'input_schema', 'strict']),
  });
}

export function parseToolChoice(value: unknown): Pick<ChatRequest, 'toolChoice' | 'parallelToolCalls'> {
  const json = objectOf(value);
  if (!json) return {};
  return { toolChoice: choiceOf(json), ...(json.disable_parallel_tool_use === true && { parallelToolCalls: false }) };
}

function choiceOf(json: JsonObject): ToolChoice {
  if (json.type === 'auto' || json.type === 'none') return { kind: json.type };
  if (json.type === 'any') return { kind: 'required' };
  if (json.type === 'tool' && typeof json.name === 'string') return { kind: 'named', name: json.name };
  throw new RequestError('tool_choice: auto, any, none or a named tool is expected.', 'tool_choice');
}
