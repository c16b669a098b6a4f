// Where a call to the sandbox arrives: the model decides what may be asked of it, the path what is.
import { RequestError } from '../../errors.js';
import type { JsonObject } from '../../hub.js';
import type { LocalReply, LocalRequest } from '../../provider.js';
import { chat } from './chat.js';
import { completions } from './completions.js';
import { embeddings } from './embeddings.js';
import { sandboxModels } from './models.js';
import { cutInHalf, errorReply, send, type Failure, type Reply } from './reply.js';

const endpoints = {
  '/chat/completions': { type: 'chat', answer: chat },
  '/completions': { type: 'completion', answer: completions },
  '/embeddings': { type: 'embedding', answer: embeddings },
} as const;

/** Models that fail on purpose, for clients that test what they do then. */
const failures: ReadonlyMap<string, Failure> = new Map([
  ['sandbox/error-429', { status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded', message: 'The sandbox model error-429 always answers so.', retryAfterSeconds: 1 }],
  ['sandbox/error-500', { status: 500, type: 'server_error', code: null, message: 'The sandbox model error-500 always answers so.' }],
]);

/** Never throws: what is wrong with a request is told as OpenAI does. */
export function respond({ path, body }: LocalRequest): LocalReply {
  return send(answer(path, body));
}

function answer(path: string, body: JsonObject): Reply {
  const endpoint = Object.hasOwn(endpoints, path) ? endpoints[path as keyof typeof endpoints] : undefined;
  if (!endpoint) return refused(404, `The sandbox has no ${path}.`, null, null);
  if (typeof body.model !== 'string') return refused(400, "'model' is required.", 'model', null);
  const name = body.model.replace(/^(sandbox\/)?/, 'sandbox/');
  const model = sandboxModels.find(({ id }) => id === name);
  if (model?.type !== endpoint.type) return refused(404, `The sandbox has no model of this name for ${path}.`, 'model', 'model_not_found');
  const failure = failures.get(model.id);
  if (failure) return errorReply(failure);
  try {
    const reply = endpoint.answer(body, model.id);
    return model.id === 'sandbox/error-cut' ? cutInHalf(reply) : reply;
  } catch (error) {
    if (error instanceof RequestError) return refused(400, error.message, error.param, error.code);
    throw error;
  }
}

function refused(status: number, message: string, param: string | null, code: string | null): Reply {
  return errorReply({ status, type: 'invalid_request_error', message, param, code });
}
