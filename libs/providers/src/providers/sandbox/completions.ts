// The legacy POST /completions of the sandbox: each prompt is answered like a message of the user.
import { completionStreamRenderer, parseCompletionRequest, renderCompletionReply } from '../../dialects/openai/completions.js';
import { renderUsage } from '../../dialects/openai/render-usage.js';
import { RequestError } from '../../errors.js';
import type { ChatRequest, JsonObject } from '../../hub.js';
import { addUsage, type Usage } from '../../usage.js';
import { answer, type Answer, partsOf } from './answer.js';
import { choicesOf, framesOf, usageFor, wantsUsage } from './chat.js';
import { checkSampling, fitting } from './check-request.js';
import { created, idOf, jsonReply, streamReply, type Reply } from './reply.js';
import { countTokens } from './tokens.js';

interface Prompt { text: string; tokens: number }
interface Completion { request: ChatRequest; said: Answer; usage: Usage; shown: { id: string; created: number; index: number; echo?: string } }

/** Throws RequestError. */
export function completions(body: JsonObject, model: string): Reply {
  const prompts = promptsOf(body.prompt ?? '<|endoftext|>');
  const id = idOf(prompts);
  const answers = prompts.map((prompt, position) => complete(body, prompt, position, id));
  const usage = addUsage(...answers.map((one) => one.usage));
  const [{ request }] = answers;
  return request.stream ? streamReply(answers.flatMap((one, at) => stream(one, model, body, at === answers.length - 1 ? usage : undefined))) : whole(answers, model, usage);
}

function complete(body: JsonObject, prompt: Prompt, position: number, id: string): Completion {
  const request = parseCompletionRequest(body, prompt.text);
  checkSampling(request, body, 0);
  const said = answer(request, false, id);
  const shown = { id: `cmpl-${id}`, created, index: position * request.n, ...(body.echo === true && { echo: prompt.text }) };
  return { request, said, shown, usage: usageFor(prompt.tokens, said.pieces, request.n) };
}

function whole(answers: Completion[], model: string, usage: Usage): Reply {
  const replies = answers.map(({ request, said, shown }) => {
    const choices = Array.from({ length: request.n }, (_, index) => ({ index, parts: partsOf(said.pieces), finish: said.finish }));
    return renderCompletionReply({ id: shown.id, model, choices }, shown);
  });
  return jsonReply({ ...replies[0], system_fingerprint: 'sandbox', choices: replies.flatMap(({ choices }) => choices), usage: renderUsage(usage) });
}

function stream({ request, said, shown }: Completion, model: string, body: JsonObject, usage: Usage | undefined): string[] {
  const includeUsage = wantsUsage(body);
  const choices = choicesOf(request, (index) => completionStreamRenderer({ ...shown, index: shown.index + index, includeUsage }));
  return framesOf(said, model, usage, choices);
}

/** One text, texts, one token array or token arrays. What tokens mean is not known here: they are said by number. */
function promptsOf(prompt: unknown): Prompt[] {
  const list = Array.isArray(prompt) && typeof prompt[0] !== 'number' ? (prompt as unknown[]) : [prompt];
  if (list.length === 0) throw new RequestError("'prompt' must not be empty.", 'prompt');
  const prompts = list.map((one): Prompt => {
    if (typeof one === 'string') return { text: one, tokens: countTokens(one) };
    if (isTokens(one)) return { text: one.join(' '), tokens: one.length };
    throw new RequestError("'prompt' must be a string, an array of strings, an array of tokens or an array of token arrays.", 'prompt');
  });
  for (const { tokens } of prompts) fitting(tokens, 'prompt');
  return prompts;
}

export function isTokens(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((token) => Number.isInteger(token) && token >= 0);
}
