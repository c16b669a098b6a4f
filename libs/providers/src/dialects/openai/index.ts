// OpenAI's dialect: chat completions and embeddings, as OpenAI and all its compatibles speak them. It is also what this
// gateway's own callers speak, so every answer of another dialect is written by the renderers here.
import type { Dialect } from '../../dialect.js';
import { embeddings } from './embeddings.js';
import { parseError } from './parse-error.js';
import { parseReply } from './parse-reply.js';
import { parseRequest } from './parse-request.js';
import { streamParser } from './parse-stream.js';
import { renderReply } from './render-reply.js';
import { renderRequest } from './render-request.js';
import { streamRenderer } from './render-stream.js';

export const openai: Dialect = {
  id: 'openai',
  forwardedHeaders: ['openai-beta'],
  modelsPath: '/models',
  chat: {
    path: () => '/chat/completions',
    parseRequest,
    renderRequest,
    parseReply,
    renderReply,
    streamParser,
    streamRenderer,
  },
  embeddings,
  parseError,
};
