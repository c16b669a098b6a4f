// How a request is asked of its targets: in one call that is forwarded as it is, or in several whose answers are gathered
// (choices that a provider gives one at a time, prompts of a legacy completion, batches of embeddings).
import { chatExchange, completionExchange, completionThroughChat, givesChoices } from '#providers/exchange-chat';
import { batchSize, embeddingExchange, embeddingInput, wantsText, type EmbeddingInput } from '#providers/exchange-embeddings';
import { textsOfTokens } from '#providers/detokenise';
import { gatherChoices, gatherEmbeddings, type Gathering } from '#providers/gather';
import type { Exchange } from '#providers/exchange';
import { ApiError } from '#server/errors/api-error';
import type { Route } from './course.js';
import type { Candidate } from './routes/candidate.js';
import type { ResolvedRoute } from './routes/routes.js';
import type { RelayTask } from './task.js';

export type Prepare = (candidate: Candidate) => Exchange | Promise<Exchange>;

export type Plan = { route: Route } & (
  | { kind: 'single'; prepare: Prepare }
  | { kind: 'gathered'; branches: Prepare[]; gathering: Gathering }
);

/** What of a task its plan depends on. */
export type PlannedTask = Pick<RelayTask, 'endpoint' | 'asked' | 'resolved'>;

/** Upstream calls that one request may become. */
const branchesMax = 128;

/** Throws ApiError for what no target of the model can do. */
export function planOf(task: PlannedTask): Plan {
  if (task.endpoint === 'chat') return planChat(task);
  return task.endpoint === 'completions' ? planCompletion(task) : planEmbedding(task);
}

/** The route alone, also of a request without what it is about. Throws ApiError as `planOf`. */
export function plannedRoute(task: PlannedTask): Route {
  if (task.endpoint === 'chat') return planChat(task).route;
  return task.endpoint === 'completions' ? completionRoute(task.resolved).route : task.resolved;
}

/** The first target decides: where it gives all choices in one call, only such targets are tried. */
function planChat({ asked, resolved }: PlannedTask): Plan {
  const isAble = ({ target }: Candidate) => givesChoices(target, asked.choices);
  if (isAble(resolved.candidates[0])) return { kind: 'single', route: routeOf(resolved, isAble), prepare: ({ target }) => chatExchange(target, asked) };
  refuseTooMany(asked.choices, 'n');
  const branches = Array.from({ length: asked.choices }, (_, index): Prepare => ({ target }) => chatExchange(target, asked, { index }));
  return { kind: 'gathered', route: resolved, branches, gathering: gatherChoices('chat.completion.chunk') };
}

/** Of the route those that the plan suits. */
function routeOf({ candidates, lastResort, fallbacks }: ResolvedRoute, suits: (candidate: Candidate) => boolean): Route {
  return { candidates: candidates.filter(suits), lastResort: lastResort.filter(suits), fallbacks: (kind) => fallbacks(kind).filter(suits) };
}

/** One that the legacy endpoint itself serves. */
const isLegacy = ({ model, target: { provider } }: Candidate) => provider.endpoints.includes('completions') && (model.type === 'completion' || provider.open === true);

/** Those that serve the legacy endpoint where there are any, else those that complete through chat. */
function completionRoute(resolved: ResolvedRoute): { asItIs: boolean; route: Route } {
  const asItIs = resolved.candidates.some(isLegacy);
  return { asItIs, route: routeOf(resolved, asItIs ? isLegacy : (one) => one.model.type !== 'completion') };
}

function planCompletion({ asked, resolved }: PlannedTask): Plan {
  const { model } = resolved;
  const { asItIs, route } = completionRoute(resolved);
  if (asItIs) return { kind: 'single', route, prepare: ({ target }) => completionExchange(target, asked) };
  const body = asked.body.json();
  const prompts = promptsOf(body.prompt);
  refuseWhatChatLacks(body, model.id);
  refuseTooMany(prompts.length * asked.choices, prompts.length > 1 ? 'prompt' : 'n');
  const branches = prompts.flatMap((prompt, at) =>
    Array.from({ length: asked.choices }, (_, choice): Prepare =>
      ({ target }) => completionThroughChat(target, asked, prompt, { index: at * asked.choices + choice })));
  return { kind: 'gathered', route, branches, gathering: gatherChoices('text_completion') };
}

function promptsOf(prompt: unknown): string[] {
  const prompts = Array.isArray(prompt) ? prompt : [prompt];
  if (prompts.every((one) => typeof one === 'string')) return prompts;
  throw new ApiError('unsupported_token_input', { param: 'prompt', message: 'This model takes text only: "prompt" must be a string or an array of strings, not tokens.' });
}

/** What the legacy endpoint can do and a chat model cannot: refused, never ignored. */
function refuseWhatChatLacks(body: Record<string, unknown>, model: string): void {
  const lacking = ['logprobs', 'suffix'].find((field) => body[field] !== undefined && body[field] !== null)
    ?? (typeof body.best_of === 'number' && body.best_of > Number(body.n ?? 1) ? 'best_of' : undefined);
  if (lacking) throw new ApiError('unsupported_parameter', { param: lacking, message: `"${lacking}" is not available: "${model}" is a chat model.` });
}

function refuseTooMany(branches: number, param: string): void {
  if (branches > branchesMax) throw new ApiError('invalid_request', { param, message: `At most ${branchesMax} answers are given to one request; this one asks for ${branches}.` });
}

function planEmbedding({ asked, resolved }: PlannedTask): Plan {
  const whole = (candidate: Candidate) => prepareEmbedding(candidate, task, undefined);
  const task = { asked, input: embeddingInput(asked.body.value('input')) };
  const sizes = resolved.candidates.map(({ target }) => batchSize(target) ?? Infinity);
  const size = Math.min(...sizes);
  if (task.input.length <= size) return { kind: 'single', route: resolved, prepare: whole };
  const batches: EmbeddingInput[] = [];
  for (let at = 0; at < task.input.length; at += size) batches.push(task.input.slice(at, at + size));
  const branches = batches.map((batch): Prepare => (candidate) => prepareEmbedding(candidate, task, batch));
  return { kind: 'gathered', route: resolved, branches, gathering: gatherEmbeddings };
}

const isTokens = (list: EmbeddingInput): list is number[][] => typeof list[0] !== 'string';

async function prepareEmbedding({ target }: Candidate, { asked, input }: { asked: RelayTask['asked']; input: EmbeddingInput }, batch: EmbeddingInput | undefined): Promise<Exchange> {
  const part = batch ?? input;
  if (isTokens(part) && wantsText(target)) return embeddingExchange(target, asked, await textsOfTokens(part));
  return embeddingExchange(target, asked, batch);
}
