// The dialect of Anthropic's messages API, both ways: what an upstream speaks, and what a door of ours can speak.
import type { Dialect } from '../../dialect.js';
import { parseError } from './parse-error.js';
import { parseReply } from './parse-reply.js';
import { parseRequest } from './parse-request.js';
import { MessageStreamParser } from './parse-stream.js';
import { renderReply } from './render-reply.js';
import { renderRequest } from './render-request.js';
import { MessageStreamRenderer } from './render-stream.js';

export const anthropic: Dialect = {
  id: 'anthropic',
  forwardedHeaders: ['anthropic-beta'],
  modelsPath: '/v1/models?limit=1000',
  chat: {
    path: () => '/v1/messages',
    parseRequest,
    renderRequest,
    parseReply,
    renderReply,
    streamParser: () => new MessageStreamParser(),
    streamRenderer: (options) => new MessageStreamRenderer(options),
  },
  parseError,
};
