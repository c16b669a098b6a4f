// Writes a hub request as the body of a chat completion for a target of this dialect that the caller's own bytes cannot go to:
// a legacy completion asked of a chat model, a request that came through another door.
import type { ChatRequest, JsonObject, ReasoningRequest, ResponseFormat, Tool, ToolChoice } from '../../hub.js';
import type { Rendered, TargetModel } from '../../dialect.js';
import { renderExtra, reportExtra } from './extra.js';
import { renderMessage } from './render-messages.js';
import { defined } from './wire-fields.js';

/** A field that a provider knows under another name (`max_completion_tokens`) is renamed by that provider's quirks. */
export function renderRequest(request: ChatRequest, model: TargetModel): Rendered {
  const dropped: string[] = [];
  const changed: string[] = [];
  if (request.topK !== undefined) dropped.push('top_k');
  if (request.reasoning && 'budgetTokens' in request.reasoning) changed.push('reasoning.budget_tokens');
  reportExtra(request.extra, '', dropped);
  const body = defined<JsonObject>({
    ...renderExtra(request.extra),
    model: model.name,
    messages: request.messages.flatMap((message, index) => renderMessage(message, `messages[${index}]`, dropped)),
    ...renderTools(request, dropped),
    max_tokens: request.maxOutputTokens,
    temperature: request.temperature,
    top_p: request.topP,
    stop: request.stop.length > 0 ? request.stop : undefined,
    seed: request.seed,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    ...renderResponseFormat(request.responseFormat),
    reasoning_effort: renderEffort(request.reasoning),
    n: request.n > 1 ? request.n : undefined,
    user: request.user,
    ...(request.stream && { stream: true, stream_options: { include_usage: true } }),
  });
  return { body, dropped, changed };
}

function renderTools(request: ChatRequest, dropped: string[]): JsonObject {
  const tools = request.tools.flatMap((tool, index) => renderTool(tool, `tools[${index}]`, dropped));
  return {
    tools: tools.length > 0 ? tools : undefined,
    ...(request.toolChoice && { tool_choice: renderToolChoice(request.toolChoice, request.tools) }),
    parallel_tool_calls: request.parallelToolCalls,
  };
}

function renderTool(tool: Tool, path: string, dropped: string[]): JsonObject[] {
  if (tool.kind === 'vendor') {
    if (tool.dialect === 'openai') return [tool.json];
    dropped.push(path);
    return [];
  }
  reportExtra(tool.extra, `${path}.`, dropped);
  const { name, description } = tool;
  const described =
    tool.kind === 'custom'
      ? { type: 'custom', custom: defined({ name, description, format: tool.format }) }
      : { type: 'function', function: defined({ name, description, parameters: tool.parameters, strict: tool.strict }) };
  return [{ ...described, ...renderExtra(tool.extra) }];
}

function renderToolChoice(choice: ToolChoice, tools: readonly Tool[]): unknown {
  if (choice.kind !== 'named') return choice.kind;
  const custom = tools.some((tool) => tool.kind === 'custom' && tool.name === choice.name);
  return custom ? { type: 'custom', custom: { name: choice.name } } : { type: 'function', function: { name: choice.name } };
}

function renderResponseFormat(format: ResponseFormat | undefined): JsonObject {
  if (format === undefined) return {};
  if (format.kind === 'text') return { response_format: { type: 'text' } };
  if (format.kind === 'json') return { response_format: { type: 'json_object' } };
  const { name, schema, description, strict } = format;
  return { response_format: { type: 'json_schema', json_schema: defined({ name, description, schema, strict }) } };
}

/** A budget is said as the effort that OpenAI's own guide puts near it; the change is reported. */
function renderEffort(reasoning: ReasoningRequest | undefined): string | undefined {
  if (reasoning === undefined) return undefined;
  if ('effort' in reasoning) return reasoning.effort;
  if (reasoning.budgetTokens === 0) return 'none';
  return reasoning.budgetTokens <= 4096 ? 'low' : reasoning.budgetTokens <= 16_384 ? 'medium' : 'high';
}
