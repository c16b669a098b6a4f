// Hub -> generateContent's body: the last step before a chat request goes to Google. Model and streaming are said in the path.
import type { Rendered, TargetModel, Unsaid } from '../../dialect.js';
import type { ChatRequest, JsonObject, ResponseFormat } from '../../hub.js';
import { takesPenalties } from './model-traits.js';
import { defined, objectOf } from './read-wire.js';
import { noteForeign } from './note-foreign.js';
import { renderContents } from './render-contents.js';
import { renderSchema } from './render-schema.js';
import { renderThinking } from './render-thinking.js';
import { renderTools } from './render-tools.js';

const mostStopSequences = 5;

/** Throws RequestError for addresses of files, arguments that are no object, and results without a call. */
export function renderRequest(request: ChatRequest, model: TargetModel): Rendered {
  const unsaid: Unsaid = { dropped: [], changed: [] };
  noteForeign(request.extra, '', unsaid.dropped);
  if (request.user !== undefined) unsaid.dropped.push('user');
  const own = request.extra?.gemini ?? {};
  const generationConfig = { ...renderGeneration(request, model, unsaid), ...objectOf(own.generationConfig) };
  const body: JsonObject = {
    ...renderContents(request.messages, model.name, unsaid.dropped),
    ...renderTools(request, unsaid.dropped),
    ...own,
  };
  if (Object.keys(generationConfig).length > 0) body.generationConfig = generationConfig;
  return { body, ...unsaid };
}

function renderGeneration(request: ChatRequest, model: TargetModel, unsaid: Unsaid): JsonObject {
  const { dropped, changed } = unsaid;
  const penalties = takesPenalties(model.name);
  if (!penalties && request.presencePenalty !== undefined) dropped.push('presence_penalty');
  if (!penalties && request.frequencyPenalty !== undefined) dropped.push('frequency_penalty');
  if (request.stop.length > mostStopSequences) dropped.push(`stop[${mostStopSequences}]`);
  return defined({
    maxOutputTokens: renderLimit(request.maxOutputTokens, model.maxOutputTokens, changed),
    temperature: request.temperature,
    topP: request.topP,
    topK: request.topK,
    seed: request.seed,
    presencePenalty: penalties ? request.presencePenalty : undefined,
    frequencyPenalty: penalties ? request.frequencyPenalty : undefined,
    stopSequences: request.stop.length > 0 ? request.stop.slice(0, mostStopSequences) : undefined,
    ...renderFormat(request.responseFormat),
    thinkingConfig: renderThinking(request.reasoning, model, unsaid),
  });
}

/** More than the model can write is refused, where OpenAI's callers ask for "enough". */
function renderLimit(wanted: number | undefined, most: number | undefined, changed: string[]): number | undefined {
  if (wanted === undefined || most === undefined || wanted <= most) return wanted;
  changed.push('max_tokens');
  return most;
}

function renderFormat(format: ResponseFormat | undefined): JsonObject {
  if (!format || format.kind === 'text') return {};
  const responseMimeType = 'application/json';
  return format.kind === 'json' ? { responseMimeType } : { responseMimeType, responseJsonSchema: renderSchema(format.schema) };
}
