// Hub tools and the choice among them -> the messages API.
import type { Unsaid } from '../../dialect.js';
import type { ChatRequest, JsonObject, Tool, ToolChoice } from '../../hub.js';
import { foreignFields } from './dropped.js';
import type { ModelTraits } from './model-traits.js';
import { present } from './read-wire.js';
import type { Turn } from './render-messages.js';
import { renderSchema } from './render-schema.js';

export interface RenderedTools { tools?: JsonObject[]; tool_choice?: JsonObject }

export function renderTools(request: ChatRequest, turns: Turn[], traits: ModelTraits, unsaid: Unsaid): RenderedTools {
  const tools = request.tools.flatMap((tool, index) => renderTool(tool, `tools[${index}]`, traits, unsaid));
  if (tools.length > 0) return present({ tools, tool_choice: renderChoice(request, traits, unsaid) });
  if (request.toolChoice?.kind === 'required' || request.toolChoice?.kind === 'named') unsaid.dropped.push('tool_choice');
  return formerTools(turns);
}

/** A choice that leaves the model no way but to call a tool; thinking is refused beside it. */
export const isForced = ({ tool_choice }: RenderedTools) => tool_choice?.type === 'any' || tool_choice?.type === 'tool';

function renderTool(tool: Tool, path: string, traits: ModelTraits, unsaid: Unsaid): JsonObject[] {
  if (tool.kind === 'vendor' && tool.dialect === 'anthropic') return [tool.json];
  if (tool.kind !== 'function') {
    unsaid.dropped.push(path);
    return [];
  }
  unsaid.dropped.push(...foreignFields(tool.extra, path));
  if (tool.strict && !traits.structuredOutputs) unsaid.dropped.push(`${path}.function.strict`);
  const strict = tool.strict && traits.structuredOutputs;
  const parameters = { type: 'object', ...(tool.parameters ?? { properties: {} }) };
  const schema = strict ? renderSchema(parameters) : { schema: parameters, changed: false };
  if (schema.changed) unsaid.changed.push(`${path}.function.parameters`);
  return [present({ name: tool.name, description: tool.description, input_schema: schema.schema, strict: strict || undefined, ...tool.extra?.anthropic })];
}

function renderChoice({ toolChoice, parallelToolCalls }: ChatRequest, traits: ModelTraits, unsaid: Unsaid): JsonObject | undefined {
  if (toolChoice?.kind === 'none') return { type: 'none' };
  const choice = renderKind(toolChoice, traits, unsaid);
  if (parallelToolCalls !== false) return choice;
  return { ...(choice ?? { type: 'auto' }), disable_parallel_tool_use: true };
}

function renderKind(choice: ToolChoice | undefined, traits: ModelTraits, unsaid: Unsaid): JsonObject | undefined {
  if (!choice) return undefined;
  if (choice.kind !== 'auto' && !traits.forcedTools) {
    unsaid.changed.push('tool_choice');
    return { type: 'auto' };
  }
  return choice.kind === 'named' ? { type: 'tool', name: choice.name } : { type: choice.kind === 'required' ? 'any' : 'auto' };
}

/** A history with calls is refused unless their tools are declared; declared, and not to be called again. */
function formerTools(turns: Turn[]): RenderedTools {
  const calls = turns.flatMap(({ content }) => content).filter((block) => block.type === 'tool_use');
  const names = [...new Set(calls.map((call) => call.name))];
  if (names.length === 0) return {};
  return { tools: names.map((name) => ({ name, input_schema: { type: 'object' } })), tool_choice: { type: 'none' } };
}
