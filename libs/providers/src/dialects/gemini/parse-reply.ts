// generateContent's answer -> hub.
import { UpstreamError } from '../../errors.js';
import type { ChatReply, Extra, JsonObject, Part } from '../../hub.js';
import { parseBlock, parseFinish } from './finish.js';
import { parsePart } from './parse-parts.js';
import { parseServiceTier, parseUsage } from './parse-usage.js';
import { defined, extraOf, objectOf, objectsOf, stringOf } from './read-wire.js';

const replyFields = ['candidates', 'usageMetadata', 'modelVersion', 'responseId', 'createTime', 'promptFeedback'];
const candidateFields = ['content', 'finishReason', 'index'];

/** Throws UpstreamError('malformed') for what is no answer, and where the model failed to write a call. */
export function parseReply(json: JsonObject): ChatReply {
  if (!Array.isArray(json.candidates) && !objectOf(json.promptFeedback) && !objectOf(json.usageMetadata)) {
    throw new UpstreamError('malformed', 'The provider sent an answer that cannot be read.');
  }
  return defined<ChatReply>({
    ...parseIdentity(json),
    choices: parseChoices(json),
    usage: parseUsage(json.usageMetadata),
    serviceTier: parseServiceTier(json.usageMetadata),
    ...extraOf(json, replyFields),
  });
}

/** Who answered and when; streams repeat it in each chunk. */
export function parseIdentity(json: JsonObject): { id: string; model: string; created?: number } {
  const created = Math.floor(Date.parse(stringOf(json.createTime) ?? '') / 1000);
  return {
    id: stringOf(json.responseId) ?? '',
    model: stringOf(json.modelVersion) ?? '',
    ...(Number.isFinite(created) && { created }),
  };
}

/** The id of a call that Gemini gave none: the same each time the same answer is read. */
export function callId(responseId: string, ordinal: number): string {
  return `call_${responseId || 'gemini'}_${ordinal}`;
}

function parseChoices(json: JsonObject): ChatReply['choices'] {
  const block = parseBlock(objectOf(json.promptFeedback)?.blockReason);
  const candidates = objectsOf(json.candidates);
  if (candidates.length === 0) return block ? [{ index: 0, parts: [], finish: block }] : [];
  let ordinal = 0;
  const nextId = () => callId(stringOf(json.responseId) ?? '', ordinal++);
  return candidates.map((candidate, position) => {
    const choice = parseCandidate(candidate, position, nextId);
    return block && candidate.finishReason == null ? { ...choice, finish: block } : choice;
  });
}

function parseCandidate(candidate: JsonObject, position: number, nextId: () => string): ChatReply['choices'][number] {
  const parts: Part[] = [];
  for (const wire of objectsOf(objectOf(candidate.content)?.parts)) {
    const part = parsePart(wire, nextId);
    if (part && !joined(parts.at(-1), part)) parts.push(part);
  }
  const finish = parseFinish(stringOf(candidate.finishReason) ?? '', parts.some((part) => part.kind === 'tool-call'));
  const index = typeof candidate.index === 'number' ? candidate.index : position;
  return { index, parts: [...parts, ...parseCitations(candidate)], finish, ...extraOf(candidate, candidateFields) };
}

/** An empty text that only brings the signature of the text before it. */
function joined(last: Part | undefined, part: Part): boolean {
  if (part.kind !== 'text' || part.text !== '' || last?.kind !== 'text') return false;
  const extra: Extra = { ...last.extra, gemini: { ...last.extra?.gemini, ...part.extra?.gemini } };
  last.extra = extra;
  return true;
}

/** The pages that grounded the answer. https://ai.google.dev/gemini-api/docs/google-search */
function parseCitations(candidate: JsonObject): Part[] {
  return objectsOf(objectOf(candidate.groundingMetadata)?.groundingChunks).flatMap((chunk): Part[] => {
    const page = objectOf(chunk.web) ?? objectOf(chunk.retrievedContext) ?? objectOf(chunk.maps);
    const url = stringOf(page?.uri);
    if (url === undefined || !/^https?:/.test(url)) return [];
    return [defined<Part>({ kind: 'citation', url, title: stringOf(page?.title) })];
  });
}
