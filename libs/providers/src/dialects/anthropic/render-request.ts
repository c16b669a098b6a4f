// Hub -> a request to Anthropic's messages API. https://platform.claude.com/docs/en/api/messages
import type { Rendered, TargetModel, Unsaid } from '../../dialect.js';
import type { ChatRequest, JsonObject } from '../../hub.js';
import { foreignFields } from './dropped.js';
import { modelTraits } from './model-traits.js';
import { objectOf, present } from './read-wire.js';
import { renderFormat } from './render-format.js';
import { renderMessages } from './render-messages.js';
import { renderSampling } from './render-sampling.js';
import { renderThinking, thinks } from './render-thinking.js';
import { isForced, renderTools } from './render-tools.js';

/** max_tokens is required there; of a model nobody knows the limit of, every one allows this much. */
const lastResortMaxTokens = 4096;

/** Throws RequestError for what must not be dropped silently. Expects `n` to be 1: there is one answer to a request. */
export function renderRequest(request: ChatRequest, model: TargetModel): Rendered {
  const unsaid: Unsaid = { dropped: [...unsayable(request), ...foreignFields(request.extra)], changed: [] };
  const traits = modelTraits(model.name);
  const own = request.extra?.anthropic;
  const { system, turns } = renderMessages(request.messages, unsaid.dropped);
  const maxTokens = renderMaxTokens(request, model, unsaid.changed);
  const tools = renderTools(request, turns, traits, unsaid);
  const { thinking, effort } = renderThinking(request, { model, traits, turns, maxTokens, toolsForced: isForced(tools) }, unsaid);
  const { format, instruction } = renderFormat(request.responseFormat, traits, unsaid.changed);
  const prompt = instruction === undefined ? system : [...system, { type: 'text', text: instruction }];
  const body = present({
    ...own,
    model: model.name,
    max_tokens: maxTokens,
    system: prompt.length > 0 ? prompt : undefined,
    messages: turns,
    ...tools,
    ...renderSampling(request, traits.sampling, thinks({ thinking }), unsaid),
    stop_sequences: renderStop(request.stop, unsaid.dropped),
    thinking: merged(thinking, own?.thinking),
    output_config: merged(present({ effort, format }), own?.output_config),
    metadata: merged(present({ user_id: request.user }), own?.metadata),
    stream: request.stream || undefined,
  });
  return { body, ...unsaid };
}

/** Paths of what the hub knows and this wire does not. */
function unsayable(request: ChatRequest): string[] {
  const asked = {
    seed: request.seed,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    n: request.n > 1 ? request.n : undefined,
  };
  return Object.keys(present(asked));
}

function renderMaxTokens({ maxOutputTokens }: ChatRequest, model: TargetModel, changed: string[]): number {
  const most = model.maxOutputTokens;
  const wanted = maxOutputTokens ?? most ?? lastResortMaxTokens;
  if (most === undefined || wanted <= most) return wanted;
  changed.push('max_tokens');
  return most;
}

/** White space alone is refused as a stop sequence. */
function renderStop(stop: string[], dropped: string[]): string[] | undefined {
  const kept = stop.filter((sequence) => sequence.trim() !== '');
  if (kept.length < stop.length) dropped.push('stop');
  return kept.length > 0 ? kept : undefined;
}

/** Ours, and beside it what the hub has no words for; undefined when there is neither. */
function merged(ours: JsonObject | undefined, rest: unknown): JsonObject | undefined {
  const all = { ...ours, ...objectOf(rest) };
  return Object.keys(all).length > 0 ? all : undefined;
}
