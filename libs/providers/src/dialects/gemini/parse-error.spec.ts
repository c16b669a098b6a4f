import * as fc from 'fast-check';
import { parseError } from './parse-error.js';

const rpc = (code: number, status: string, message: string, details: unknown[] = []) => JSON.stringify({ error: { code, message, status, details } });
const quotaFailure = (quotaId: string, quotaValue = '15') => ({ '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId, quotaValue }] });
const retryInfo = (retryDelay: string) => ({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay });
const badKey = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' };
const exceeded = 'You exceeded your current quota, please check your plan and billing details.';

describe('errors of Gemini', () => {
  it.each([
    [400, rpc(400, 'INVALID_ARGUMENT', 'Thinking level MINIMAL is not supported for this model.'), 'invalid-request'],
    [400, rpc(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [badKey]), 'authentication'],
    [400, rpc(400, 'INVALID_ARGUMENT', 'API key expired. Please renew the API key.'), 'authentication'],
    [400, rpc(400, 'INVALID_ARGUMENT', 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'), 'context-length'],
    [400, rpc(400, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit: 20971520 bytes.'), 'too-large'],
    [400, rpc(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'), 'permission'],
    [401, rpc(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'), 'authentication'],
    [403, rpc(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked.'), 'permission'],
    [404, rpc(404, 'NOT_FOUND', 'models/gemini-9 is not found for API version v1beta.'), 'not-found'],
    [429, rpc(429, 'RESOURCE_EXHAUSTED', exceeded, [quotaFailure('GenerateRequestsPerMinutePerProjectPerModel-FreeTier'), retryInfo('34.4s')]), 'rate-limit'],
    [429, rpc(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'), 'rate-limit'],
    [429, rpc(429, 'RESOURCE_EXHAUSTED', exceeded, [quotaFailure('GenerateRequestsPerDayPerProjectPerModel-FreeTier'), retryInfo('36s')]), 'quota'],
    [429, rpc(429, 'RESOURCE_EXHAUSTED', exceeded, [quotaFailure('GenerateRequestsPerMinutePerProjectPerModel-FreeTier', '0')]), 'quota'],
    [429, rpc(429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'), 'quota'],
    [500, rpc(500, 'INTERNAL', 'An internal error has occurred.'), 'server'],
    [503, rpc(503, 'UNAVAILABLE', 'The model is overloaded.'), 'overloaded'],
    [504, rpc(504, 'DEADLINE_EXCEEDED', 'The request timed out.'), 'timeout'],
    [502, '<html>Bad Gateway</html>', 'server'],
    [429, '', 'rate-limit'],
    [200, rpc(503, 'UNAVAILABLE', 'The model is overloaded.'), 'overloaded'],
    [429, `[${rpc(429, 'RESOURCE_EXHAUSTED', 'Resource exhausted.')}]`, 'rate-limit'],
  ])('%i %s is of kind %s', (status, body, kind) => {
    expect(parseError(status, body, {}).kind).toBe(kind);
  });

  it('say how long to wait, by RetryInfo first, else by the header', () => {
    const waiting = rpc(429, 'RESOURCE_EXHAUSTED', exceeded, [quotaFailure('PerMinute'), retryInfo('34.4s')]);
    expect(parseError(429, waiting, { 'retry-after': '7' }).details.retryAfterMs).toBe(34400);
    expect(parseError(429, rpc(429, 'RESOURCE_EXHAUSTED', exceeded), { 'retry-after': '7' }).details.retryAfterMs).toBe(7000);
    expect(parseError(429, rpc(429, 'RESOURCE_EXHAUSTED', exceeded), {}).details.retryAfterMs).toBeUndefined();
  });

  it('repeat to the caller what he did wrong, and nothing of our account', () => {
    expect(parseError(400, rpc(400, 'INVALID_ARGUMENT', 'Invalid value at contents.'), {}).message).toBe('Invalid value at contents.');
    const limited = parseError(429, rpc(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for project_number:681255809395.'), {});
    expect(limited.message).not.toContain('681255809395');
    expect(limited.details.internal).toContain('681255809395');
  });

  it.each(['AIzaSyD-0123456789abcdefghijklmnopqrstu', 'AQ.Ab8RN6J0123456789abcdef'])('never repeat a key, to nobody: %s', (key) => {
    for (const message of [`Consumer 'api_key:${key}' has been suspended.`, `Bad call to /v1beta/models?key=${key}&alt=sse`, `Key ${key} is bad`]) {
      for (const body of [rpc(403, 'PERMISSION_DENIED', message), rpc(400, 'INVALID_ARGUMENT', message), message]) {
        expect(JSON.stringify(Object.values(parseError(400, body, {}))) + parseError(400, body, {}).message).not.toContain(key);
      }
    }
  });

  it.each(["Consumer 'api_key:odd-key' is gone.", 'at /v1beta/models?key=odd-key', 'at /v1beta/models?alt=sse&key=odd-key', 'with Authorization: Bearer odd-key'])(
    'never repeat what stands where a key stands: %s',
    (message) => {
      const { details } = parseError(500, rpc(500, 'INTERNAL', message), {});
      expect(details.internal).toContain('[redacted]');
      expect(details.internal).not.toContain('odd-key');
    },
  );

  it('are read from any body without failing', () => {
    fc.assert(fc.property(fc.integer({ min: 200, max: 599 }), fc.oneof(fc.string(), fc.json()), (status, body) => expect(parseError(status, body, {}).name).toBe('UpstreamError')));
  });
});
