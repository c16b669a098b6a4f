import { parseError } from './parse-error.js';

const error = (type: string, message: string) => JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_1' });

describe("Anthropic's errors", () => {
  it.each([
    [400, 'invalid_request_error', 'tools.0.name: too long', 'invalid-request'],
    [400, 'invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum', 'context-length'],
    [400, 'invalid_request_error', 'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000', 'context-length'],
    [400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.', 'quota'],
    [400, 'invalid_request_error', 'You have reached your specified API usage limits.', 'quota'],
    [400, 'invalid_request_error', 'Output blocked by content filtering policy', 'content-policy'],
    [401, 'authentication_error', 'invalid x-api-key', 'authentication'],
    [402, 'billing_error', 'payment required', 'quota'],
    [403, 'permission_error', 'not allowed', 'permission'],
    [404, 'not_found_error', 'model: claude-0', 'not-found'],
    [413, 'request_too_large', 'too large', 'too-large'],
    [429, 'rate_limit_error', 'slow down', 'rate-limit'],
    [500, 'api_error', 'internal: the context window service failed', 'server'],
    [504, 'timeout_error', 'too slow', 'timeout'],
    [529, 'overloaded_error', 'Overloaded', 'overloaded'],
    [200, 'overloaded_error', 'Overloaded', 'overloaded'],
    [418, 'teapot_error', 'short and stout', 'invalid-request'],
    [200, 'teapot_error', 'short and stout', 'server'],
  ])('%i %s "%s" is %s', (status, type, message, kind) => {
    expect(parseError(status, error(type, message), {}).kind).toBe(kind);
  });

  it.each([[401, 'authentication'], [402, 'quota'], [404, 'not-found'], [422, 'invalid-request'], [429, 'rate-limit'], [502, 'server'], [503, 'overloaded'], [529, 'overloaded']])(
    'is told by status %i alone where the body is no error of theirs',
    (status, kind) => {
      for (const body of ['', '<html>Bad gateway</html>', 'null', '[]', '{"error":"no"}', '{"error":{"message":7}}']) {
        expect(parseError(status, body, {})).toMatchObject({ kind, details: { status } });
      }
    },
  );

  it("gives the vendor's words to the caller for his own mistakes only", () => {
    expect(parseError(400, error('invalid_request_error', 'messages: too many'), {}).message).toBe('messages: too many');
    const ours = parseError(401, error('authentication_error', 'invalid x-api-key of org acme'), {});
    expect(ours.message).not.toContain('acme');
    expect(ours.details.internal).toContain('acme');
  });

  it('never carries a key', () => {
    const secret = 'sk-ant-api03-AbCdEf0123456789_-xyz';
    const bodies = [error('invalid_request_error', `bad ${secret}`), error('authentication_error', `x-api-key: ${secret}`), `<p>Bearer ${secret}</p>`, `Authorization: Bearer opaque-token-1`, `{"x-api-key": "opaque-token-1"}`];
    for (const body of bodies) {
      const { message, details } = parseError(400, body, {});
      expect(`${message} ${details.internal}`).not.toMatch(/AbCdEf|opaque-token/);
    }
  });
});
