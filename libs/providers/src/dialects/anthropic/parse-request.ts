// A request to Anthropic's messages API -> hub. https://platform.claude.com/docs/en/api/messages
import { RequestError } from '../../errors.js';
import type { ChatRequest, JsonObject, ReasoningRequest, ResponseFormat } from '../../hub.js';
import { parseMessages, parseSystem } from './parse-messages.js';
import { parseToolChoice, parseTools } from './parse-tools.js';
import { extraOf, numberOf, objectOf, present, restOf, stringOf } from './read-wire.js';

const known = [
  'model', 'messages', 'system', 'max_tokens', 'temperature', 'top_p', 'top_k', 'stop_sequences', 'stream', 'tools', 'tool_choice',
];

/** Throws RequestError with the field's path for what cannot be read. */
export function parseRequest(body: JsonObject): ChatRequest {
  const model = stringOf(body.model);
  if (!model) throw new RequestError('model: a string is required.', 'model');
  const maxOutputTokens = numberOf(body.max_tokens);
  if (maxOutputTokens === undefined) throw new RequestError('max_tokens: a number is required.', 'max_tokens');
  const metadata = objectOf(body.metadata);
  const thinking = objectOf(body.thinking);
  const outputConfig = objectOf(body.output_config);
  const rest = present({
    ...body,
    metadata: metadata && restOf(metadata, ['user_id']),
    thinking: thinking && restOf(thinking, ['type', 'budget_tokens']),
    output_config: outputConfig && restOf(outputConfig, ['effort', 'format']),
  });
  return present<ChatRequest>({
    model,
    messages: [...parseSystem(body.system), ...parseMessages(body.messages)],
    tools: parseTools(body.tools),
    ...parseToolChoice(body.tool_choice),
    maxOutputTokens,
    temperature: numberOf(body.temperature),
    topP: numberOf(body.top_p),
    topK: numberOf(body.top_k),
    stop: parseStop(body.stop_sequences),
    responseFormat: parseFormat(outputConfig),
    reasoning: parseReasoning(thinking, outputConfig),
    n: 1,
    stream: body.stream === true,
    user: stringOf(metadata?.user_id),
    ...extraOf(rest, known),
  });
}

function parseStop(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new RequestError('stop_sequences: a list of strings is expected.', 'stop_sequences');
}

/** Thinking that is on without an effort is at the API's default, high. */
function parseReasoning(thinking: JsonObject | undefined, outputConfig: JsonObject | undefined): ReasoningRequest | undefined {
  const budgetTokens = numberOf(thinking?.budget_tokens);
  const effort = stringOf(outputConfig?.effort);
  if (thinking?.type === 'disabled') return { effort: 'none' };
  if (thinking?.type === 'enabled' && budgetTokens !== undefined) return { budgetTokens };
  if (effort !== undefined) return { effort };
  return thinking?.type === undefined ? undefined : { effort: 'high' };
}

/** The wire gives the schema no name. */
function parseFormat(outputConfig: JsonObject | undefined): ResponseFormat | undefined {
  const format = objectOf(outputConfig?.format);
  const schema = objectOf(format?.schema);
  return format?.type === 'json_schema' && schema ? { kind: 'json-schema', name: 'response', schema, strict: true } : undefined;
}
