// Reads the body of POST /v1/chat/completions into the hub, for targets of other dialects. Fields that the hub has no word for
// are kept for targets of this dialect.
import { RequestError } from '../../errors.js';
import type { ChatRequest, JsonObject, ResponseFormat } from '../../hub.js';
import { parseMessages } from './parse-messages.js';
import { parseTools, parseToolChoice } from './parse-tools.js';
import { defined, isObject, readField } from './wire-fields.js';

/** Read here, or spoken to this gateway (`provider` as a string, `fallbacks`) or to its door (`stream_options`). */
const known: ReadonlySet<string> = new Set([
  'model', 'messages', 'tools', 'functions', 'tool_choice', 'function_call', 'parallel_tool_calls', 'max_tokens', 'max_completion_tokens',
  'temperature', 'top_p', 'top_k', 'stop', 'seed', 'presence_penalty', 'frequency_penalty', 'response_format', 'reasoning_effort', 'n',
  'stream', 'stream_options', 'user', 'safety_identifier', 'fallbacks',
]);

/** Throws RequestError with the field's path for what cannot be read. */
export function parseRequest(body: JsonObject): ChatRequest {
  const model = readField(body, 'model', 'string');
  if (!model) throw new RequestError("'model' is required.", 'model');
  const effort = readField(body, 'reasoning_effort', 'string');
  return defined<ChatRequest>({
    model,
    messages: parseMessages(body.messages),
    tools: parseTools(body),
    toolChoice: parseToolChoice(body),
    parallelToolCalls: readField(body, 'parallel_tool_calls', 'boolean'),
    ...parseSampling(body),
    responseFormat: parseResponseFormat(body.response_format),
    reasoning: effort === undefined ? undefined : { effort },
    stream: readField(body, 'stream', 'boolean') ?? false,
    user: readField(body, 'safety_identifier', 'string') ?? readField(body, 'user', 'string'),
    extra: parseOthers(body),
  });
}

/** How the answer is drawn; shared with the legacy completions, which say it in the same words. */
export function parseSampling(body: JsonObject) {
  return {
    maxOutputTokens: readField(body, 'max_completion_tokens', 'number') ?? readField(body, 'max_tokens', 'number'),
    temperature: readField(body, 'temperature', 'number'),
    topP: readField(body, 'top_p', 'number'),
    topK: readField(body, 'top_k', 'number'),
    stop: parseStop(body.stop),
    seed: readField(body, 'seed', 'number'),
    presencePenalty: readField(body, 'presence_penalty', 'number'),
    frequencyPenalty: readField(body, 'frequency_penalty', 'number'),
    n: readField(body, 'n', 'number') ?? 1,
  };
}

function parseStop(stop: unknown): string[] {
  if (stop === null || stop === undefined) return [];
  if (typeof stop === 'string') return [stop];
  if (Array.isArray(stop) && stop.every((one): one is string => typeof one === 'string')) return [...stop];
  throw new RequestError("'stop' must be a string or an array of strings.", 'stop');
}

function parseResponseFormat(format: unknown): ResponseFormat | undefined {
  if (!isObject(format)) return undefined;
  if (format.type === 'text') return { kind: 'text' };
  if (format.type === 'json_object') return { kind: 'json' };
  if (format.type !== 'json_schema') return undefined;
  const path = 'response_format.json_schema';
  const asked = format.json_schema;
  if (!isObject(asked)) throw new RequestError(`'${path}' must be an object.`, path);
  return defined<ResponseFormat>({
    kind: 'json-schema',
    name: readField(asked, 'name', 'string', `${path}.`) ?? 'response',
    schema: isObject(asked.schema) ? asked.schema : {},
    description: readField(asked, 'description', 'string', `${path}.`),
    strict: readField(asked, 'strict', 'boolean', `${path}.`),
  });
}

/** Fields without a word in the hub, and known ones in a form that it has no word for. */
function parseOthers(body: JsonObject): ChatRequest['extra'] {
  const unsaid = new Set<string>();
  if (parseToolChoice(body) === undefined) unsaid.add('tool_choice');
  if (parseResponseFormat(body.response_format) === undefined) unsaid.add('response_format');
  const kept = (key: string) => unsaid.has(key) || !(known.has(key) || (key === 'provider' && typeof body.provider === 'string'));
  const openai = Object.fromEntries(Object.entries(body).filter(([key, value]) => value !== null && value !== undefined && kept(key)));
  return Object.keys(openai).length > 0 ? { openai } : undefined;
}
