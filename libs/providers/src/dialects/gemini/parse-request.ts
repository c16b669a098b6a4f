// generateContent's body -> hub. What the hub has no word for (safety settings, cached content, modalities …) is kept in
// `extra.gemini`, so that it reaches a Gemini target again and is reported as dropped anywhere else.
import type { ChatRequest, Extra, JsonObject, ReasoningRequest, ResponseFormat } from '../../hub.js';
import { parseContents } from './parse-contents.js';
import { parseSchema } from './parse-schema.js';
import { parseTools } from './parse-tools.js';
import { defined, extraOf, numberOf, objectOf, stringOf, stringsOf } from './read-wire.js';

const bodyFields = ['contents', 'systemInstruction', 'tools', 'toolConfig', 'generationConfig'];
const generationFields = [
  'maxOutputTokens', 'temperature', 'topP', 'topK', 'seed', 'presencePenalty', 'frequencyPenalty', 'stopSequences', 'candidateCount',
  'responseMimeType', 'responseJsonSchema', 'responseSchema', 'thinkingConfig',
];

/** Model and streaming stand in the path: they read as '' and false, for the door to fill in. Throws RequestError. */
export function parseRequest(body: JsonObject): ChatRequest {
  const generation = objectOf(body.generationConfig) ?? {};
  return defined<ChatRequest>({
    model: '',
    messages: parseContents(body),
    ...parseTools(body),
    maxOutputTokens: numberOf(generation.maxOutputTokens),
    temperature: numberOf(generation.temperature),
    topP: numberOf(generation.topP),
    topK: numberOf(generation.topK),
    stop: stringsOf(generation.stopSequences),
    seed: numberOf(generation.seed),
    presencePenalty: numberOf(generation.presencePenalty),
    frequencyPenalty: numberOf(generation.frequencyPenalty),
    responseFormat: parseFormat(generation),
    reasoning: parseReasoning(objectOf(generation.thinkingConfig) ?? {}),
    n: numberOf(generation.candidateCount) ?? 1,
    stream: false,
    extra: keptFields(body, generation),
  });
}

function parseFormat(generation: JsonObject): ResponseFormat | undefined {
  if (generation.responseMimeType !== 'application/json') return undefined;
  const openApi = objectOf(generation.responseSchema);
  const schema = objectOf(generation.responseJsonSchema) ?? (openApi && parseSchema(openApi));
  return schema ? { kind: 'json-schema', name: 'response', schema } : { kind: 'json' };
}

/** A budget of -1 leaves it to the model, as saying nothing does. */
function parseReasoning({ thinkingLevel, thinkingBudget }: JsonObject): ReasoningRequest | undefined {
  const level = stringOf(thinkingLevel);
  if (level !== undefined) return { effort: level.toLowerCase() };
  const budgetTokens = numberOf(thinkingBudget);
  if (budgetTokens === undefined || budgetTokens < 0) return undefined;
  return budgetTokens === 0 ? { effort: 'none' } : { budgetTokens };
}

function keptFields(body: JsonObject, generation: JsonObject): Extra | undefined {
  const kept = { ...extraOf(body, bodyFields).extra?.gemini };
  const generationConfig = extraOf(generation, generationFields).extra?.gemini;
  if (generationConfig) kept.generationConfig = generationConfig;
  if (hasSeveralNames(body)) kept.toolConfig = body.toolConfig;
  return Object.keys(kept).length > 0 ? { gemini: kept } : undefined;
}

function hasSeveralNames(body: JsonObject): boolean {
  const config = objectOf(objectOf(body.toolConfig)?.functionCallingConfig);
  return stringsOf(config?.allowedFunctionNames).length > 1;
}
