// POST /chat/completions of the sandbox. Read and written by OpenAI's dialect, answered by answer.ts.
import type { StreamRenderer } from '../../dialect.js';
import { openai } from '../../dialects/openai/index.js';
import type { ChatRequest, JsonObject, StreamEvent } from '../../hub.js';
import { usageOf, type Usage } from '../../usage.js';
import { answer, partsOf, type Answer, type Piece } from './answer.js';
import { checkSampling, promptTokens } from './check-request.js';
import { created, idOf, jsonReply, streamReply, type Reply } from './reply.js';

/** `model` is the name shown. Throws RequestError. */
export function chat(body: JsonObject, model: string): Reply {
  const request = openai.chat.parseRequest(body);
  checkSampling(request, body, 1);
  const inputText = promptTokens(request.messages);
  const id = idOf([request.messages, request.tools]);
  const said = answer(request, model === 'sandbox/reasoning', id);
  const identity = { id: `chatcmpl-${id}`, created };
  const usage = usageFor(inputText, said.pieces, request.n);
  if (!request.stream) {
    const choices = Array.from({ length: request.n }, (_, index) => ({ index, parts: partsOf(said.pieces), finish: said.finish }));
    const extra = { openai: { system_fingerprint: 'sandbox' } };
    return jsonReply(openai.chat.renderReply({ id, model, choices, usage, extra }, identity));
  }
  const includeUsage = wantsUsage(body);
  return streamReply(framesOf(said, model, usage, choicesOf(request, (index) => openai.chat.streamRenderer({ ...identity, includeUsage, index }))));
}

export function wantsUsage(body: JsonObject): boolean {
  return (body.stream_options as JsonObject | undefined)?.include_usage === true;
}

export function choicesOf({ n }: ChatRequest, renderer: (index: number) => StreamRenderer): StreamRenderer[] {
  return Array.from({ length: n }, (_, index) => renderer(index));
}

/** The prompt is counted once, what was written once per choice. */
export function usageFor(inputText: number, pieces: Piece[], n: number): Usage {
  const reasoning = pieces.filter(({ kind }) => kind === 'reasoning').length;
  return usageOf({ inputText, outputText: (pieces.length - reasoning) * n, outputReasoning: reasoning * n });
}

/** All choices side by side, a token of each in turn. The usage goes to the last, whose finish closes the stream. */
export function framesOf(said: Answer, model: string, usage: Usage | undefined, choices: StreamRenderer[]): string[] {
  if (usage) choices.at(-1)?.push({ type: 'usage', usage });
  return eventsOf(said, model).flatMap((event) => choices.map((choice) => choice.push(event))).filter((frame) => frame !== '');
}

function eventsOf({ pieces, finish }: Answer, model: string): StreamEvent[] {
  const events: StreamEvent[] = [{ type: 'start', id: '', model }];
  let index = -1;
  let open: Piece['kind'] | undefined;
  for (const piece of pieces) {
    const kind = piece.kind === 'arguments' ? 'call' : piece.kind;
    if (kind !== open || piece.kind === 'call') {
      if (open) events.push({ type: 'part-end', index });
      open = kind;
      index++;
      events.push({ type: 'part-start', index, part: piece.kind === 'call' ? { kind: 'tool-call', id: piece.call.id, name: piece.call.name } : { kind: piece.kind as 'text' } });
    }
    if (piece.kind !== 'call') events.push({ type: 'part-delta', index, text: piece.text });
  }
  if (open) events.push({ type: 'part-end', index });
  return [...events, { type: 'finish', finish }];
}
