// The hub: the neutral form between any two dialects (wire -> hub -> wire). Pure data, no wire names.
// More doors follow (Anthropic messages, OpenAI responses); none of them should need a new hub.
import type { UpstreamError } from './errors.js';
import type { Usage } from './usage.js';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
/** A parsed JSON object of which we read some fields and keep the rest. */
export type JsonObject = { [key: string]: unknown };

export type DialectId = 'openai' | 'anthropic' | 'gemini';

/** Fields of one dialect that the hub has no word for: rendered into that dialect only, reported as dropped elsewhere. */
export type Extra = { [dialect in DialectId]?: JsonObject };

export interface TextPart { kind: 'text'; text: string; extra?: Extra }
/** `url` is never fetched by us: it goes to targets that take URLs. `data` is base64. */
export type MediaSource = { url: string } | { data: string; mediaType: string };
export interface ImagePart { kind: 'image'; source: MediaSource; detail?: string; extra?: Extra }
export interface AudioPart { kind: 'audio'; data: string; format: string; extra?: Extra }
export interface FilePart { kind: 'file'; source: MediaSource | { fileId: string }; filename?: string; extra?: Extra }
/** `arguments` is JSON text as the model wrote it (`{}` when it wrote none); `custom` tools take free text instead. */
export interface ToolCallPart { kind: 'tool-call'; id: string; name: string; arguments: string; custom?: boolean; extra?: Extra }
export interface ToolResultPart { kind: 'tool-result'; callId: string; name?: string; parts: Part[]; isError?: boolean; extra?: Extra }
/** `signature` proves the text to its vendor on the next turn; `encrypted` is reasoning that nobody but the vendor can read. */
export interface ReasoningPart { kind: 'reasoning'; text: string; signature?: string; encrypted?: string; extra?: Extra }
export interface RefusalPart { kind: 'refusal'; text: string; extra?: Extra }
export interface CitationPart { kind: 'citation'; url: string; title?: string; startIndex?: number; endIndex?: number; extra?: Extra }
/** Something only its own dialect understands, carried as it came (server tools' blocks, for example). */
export interface OpaquePart { kind: 'opaque'; dialect: DialectId; json: JsonObject }

export type Part =
  | TextPart | ImagePart | AudioPart | FilePart | ToolCallPart | ToolResultPart | ReasoningPart | RefusalPart | CitationPart | OpaquePart;

export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool';
/** A `tool` message holds tool results only. */
export interface Message { role: Role; parts: Part[]; name?: string; extra?: Extra }

export type Tool =
  | { kind: 'function'; name: string; description?: string; parameters?: JsonObject; strict?: boolean; extra?: Extra }
  | { kind: 'custom'; name: string; description?: string; format?: JsonObject; extra?: Extra }
  | { kind: 'vendor'; dialect: DialectId; json: JsonObject };

export type ToolChoice = { kind: 'auto' } | { kind: 'none' } | { kind: 'required' } | { kind: 'named'; name: string };
export type ResponseFormat =
  | { kind: 'text' }
  | { kind: 'json' }
  | { kind: 'json-schema'; name: string; schema: JsonObject; description?: string; strict?: boolean };
/** Effort words are OpenAI's (none, minimal, low, medium, high, xhigh); vendors that count tokens take a budget. */
export type ReasoningRequest = { effort: string } | { budgetTokens: number };

export interface ChatRequest {
  model: string;
  messages: Message[];
  tools: Tool[];
  toolChoice?: ToolChoice;
  parallelToolCalls?: boolean;
  maxOutputTokens?: number;
  temperature?: number;
  topP?: number;
  topK?: number;
  stop: string[];
  seed?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  responseFormat?: ResponseFormat;
  reasoning?: ReasoningRequest;
  /** How many answers; a dialect that gives only one is asked several times (the relay's fan-out). */
  n: number;
  stream: boolean;
  /** The caller's end user. */
  user?: string;
  extra?: Extra;
}

export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'error' | 'other';
/** `raw` is the vendor's own word. */
export interface Finish { unified: FinishReason; raw: string }

/** One whole answer. `usage` is absent when the vendor gave none. */
export interface ChatReply {
  id: string;
  model: string;
  /** Unix seconds. */
  created?: number;
  choices: { index: number; parts: Part[]; finish: Finish; extra?: Extra }[];
  usage?: Usage;
  /** Where the vendor says it, by our word (service-tier.ts). */
  serviceTier?: string;
  extra?: Extra;
}

/** What a part is, known when it starts; its text follows in deltas. */
export type PartHead =
  | { kind: 'text' } | { kind: 'reasoning' } | { kind: 'refusal' } | { kind: 'audio' }
  | { kind: 'tool-call'; id: string; name: string; custom?: boolean; extra?: Extra };

/**
 * One choice per stream. Order: start, then for each part start -> delta* -> end (parts may overlap, told apart by `index`,
 * which counts up from 0 without gaps), usage any time (each one replaces the last), finish exactly once, or error.
 */
export type StreamEvent =
  | { type: 'start'; id: string; model: string; created?: number }
  | { type: 'part-start'; index: number; part: PartHead }
  | { type: 'part-delta'; index: number; text?: string; signature?: string; encrypted?: string; extra?: Extra }
  | { type: 'part-end'; index: number }
  | { type: 'usage'; usage: Usage; serviceTier?: string }
  | { type: 'finish'; finish: Finish }
  | { type: 'error'; error: UpstreamError };

/** One prompt per request to the hub's legacy completion (the relay fans out); token prompts stay tokens. */
export interface CompletionRequest { model: string; prompt: string | number[]; extra?: Extra }

export interface EmbeddingRequest {
  model: string;
  /** All strings or all token arrays. */
  input: string[] | number[][];
  dimensions?: number;
  user?: string;
  extra?: Extra;
}
/** Vectors in the order of the input. */
export interface EmbeddingReply { model: string; vectors: number[][]; usage?: Usage }
