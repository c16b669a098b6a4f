// How a call ended, in words for admins: nothing of what the provider said is in them.
import type { UpstreamErrorKind } from '#providers/errors';
import type { Ending } from './standing.js';

const words: Record<UpstreamErrorKind, string> = {
  'invalid-request': 'invalid request',
  'context-length': 'too long for the model',
  'content-policy': 'refused content',
  'not-found': 'not found',
  'too-large': 'too large',
  authentication: 'the credential was not accepted',
  permission: 'the credential may not use this model',
  quota: 'the quota is used up',
  'rate-limit': 'the rate limit is reached',
  overloaded: 'overloaded',
  server: "an error of the provider's own",
  connection: 'no connection',
  timeout: 'no answer in time',
  cut: 'an answer cut off',
  empty: 'an empty answer',
  malformed: 'an answer that cannot be read',
};

export const renderFailure = ({ kind, status }: Ending): string => (status === undefined ? words[kind] : `${words[kind]} (status ${status})`);
