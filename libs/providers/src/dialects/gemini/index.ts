// Google's Gemini API (generateContent) as a dialect. Secrets travel in the header x-goog-api-key, never in the address.
import type { Dialect } from '../../dialect.js';
import { embeddings } from './embeddings.js';
import { parseError } from './parse-error.js';
import { parseReply } from './parse-reply.js';
import { parseRequest } from './parse-request.js';
import { streamParser } from './parse-stream.js';
import { renderReply } from './render-reply.js';
import { renderRequest } from './render-request.js';
import { streamRenderer } from './render-stream.js';

export const gemini: Dialect = {
  id: 'gemini',
  forwardedHeaders: [],
  modelsPath: '/v1beta/models?pageSize=1000',
  chat: {
    path: (model, stream) => `/v1beta/models/${encodeURIComponent(model)}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
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
