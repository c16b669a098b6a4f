// A failure -> google.rpc's error body, for a door that speaks Gemini.
import type { UpstreamError, UpstreamErrorKind } from '../../errors.js';
import type { JsonObject } from '../../hub.js';

const words: Readonly<Record<UpstreamErrorKind, readonly [code: number, status: string]>> = {
  'invalid-request': [400, 'INVALID_ARGUMENT'],
  'context-length': [400, 'INVALID_ARGUMENT'],
  'content-policy': [400, 'INVALID_ARGUMENT'],
  'not-found': [404, 'NOT_FOUND'],
  'too-large': [413, 'INVALID_ARGUMENT'],
  authentication: [503, 'UNAVAILABLE'],
  permission: [503, 'UNAVAILABLE'],
  quota: [503, 'UNAVAILABLE'],
  'rate-limit': [429, 'RESOURCE_EXHAUSTED'],
  overloaded: [503, 'UNAVAILABLE'],
  server: [502, 'INTERNAL'],
  connection: [502, 'UNAVAILABLE'],
  timeout: [504, 'DEADLINE_EXCEEDED'],
  cut: [502, 'INTERNAL'],
  empty: [502, 'INTERNAL'],
  malformed: [502, 'INTERNAL'],
};

export function renderFailure(error: UpstreamError): JsonObject {
  const [code, status] = words[error.kind];
  return { error: { code, message: error.message, status } };
}
