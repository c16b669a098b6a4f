import type { UpstreamErrorKind } from '../../errors.js';
import { parseError } from './parse-error.js';

const openaiBody = (message: string, type: string | null, code: string | number | null, param: string | null = null) => ({ error: { message, type, param, code } });

describe('what went wrong at an OpenAI-compatible provider', () => {
  it.each<[UpstreamErrorKind, number, unknown]>([
    ['authentication', 401, openaiBody('Incorrect API key provided: sk-SECRET', 'invalid_request_error', 'invalid_api_key')],
    ['authentication', 400, openaiBody('bad key', 'invalid_request_error', 'invalid_api_key')],
    ['permission', 403, openaiBody('Country not supported', 'request_forbidden', 'unsupported_country_region_territory')],
    ['quota', 429, openaiBody('You exceeded your current quota, please check your plan and billing details.', 'insufficient_quota', 'insufficient_quota')],
    ['quota', 402, openaiBody('Insufficient Balance', 'unknown_error', 'invalid_request_error')],
    ['quota', 402, { error: { message: 'This request requires more credits', code: 402 } }],
    ['quota', 403, { code: 'denied', error: 'Your team has no credits left' }],
    ['rate-limit', 429, openaiBody('Rate limit reached', 'requests', 'rate_limit_exceeded')],
    ['rate-limit', 429, { message: 'Requests rate limit exceeded' }],
    ['rate-limit', 413, openaiBody('Request too large for model on tokens per minute (TPM)', 'tokens', 'rate_limit_exceeded')],
    ['context-length', 400, openaiBody("This model's maximum context length is 128000 tokens.", 'invalid_request_error', 'context_length_exceeded', 'messages')],
    ['context-length', 400, { object: 'error', message: "This model's maximum context length is 8192 tokens.", type: 'BadRequestError', code: 400 }],
    ['context-length', 400, { object: 'error', message: 'Prompt contains 40000 tokens, too large for model with 32768 maximum context length', type: 'invalid_request_error' }],
    ['content-policy', 403, { error: { message: 'Your chosen model requires moderation and your input was flagged', code: 403 } }],
    ['content-policy', 400, openaiBody('rejected', 'image_generation_user_error', 'moderation_blocked')],
    ['not-found', 404, openaiBody('The model `x` does not exist', 'invalid_request_error', 'model_not_found')],
    ['not-found', 404, { error: "model 'x' not found" }],
    ['invalid-request', 400, openaiBody("Unsupported parameter: 'logit_bias'", 'invalid_request_error', 'unsupported_parameter', 'logit_bias')],
    ['invalid-request', 422, { object: 'error', message: { detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }] }, type: 'invalid_request_error', param: null, code: null }],
    ['too-large', 413, 'Payload Too Large'],
    ['malformed', 400, openaiBody('Failed to call a function. Please adjust your prompt.', 'invalid_request_error', 'tool_use_failed')],
    ['timeout', 408, ''],
    ['timeout', 408, openaiBody('took too long', 'invalid_request_error', null)],
    ['overloaded', 529, ''],
    ['overloaded', 500, openaiBody('Overloaded', 'overloaded_error', null)],
    ['timeout', 504, '<html>Gateway Timeout</html>'],
    ['overloaded', 503, openaiBody('The engine is currently overloaded', 'server_error', null)],
    ['overloaded', 429, openaiBody('Service tier capacity exceeded', 'service_tier_capacity_exceeded', '3505')],
    ['server', 500, openaiBody('The server had an error', 'server_error', null)],
    ['server', 502, '<html>Bad gateway</html>'],
    ['server', 200, { error: { message: 'Provider returned error', code: 502 } }],
    ['rate-limit', 200, { error: { message: 'slow down', code: 429 } }],
    ['server', 200, { error: { message: 'something' } }],
    ['rate-limit', 429, [{ error: { code: 429, message: 'Resource exhausted', status: 'RESOURCE_EXHAUSTED' } }]],
  ])('%s: %d %j', (kind, status, body) => {
    expect(parseError(status, typeof body === 'string' ? body : JSON.stringify(body), {}).kind).toBe(kind);
  });

  it('tells the caller of his own mistakes in the vendor\'s words, with code and parameter', () => {
    const error = parseError(400, JSON.stringify(openaiBody("Unsupported parameter: 'logit_bias'", 'invalid_request_error', 'unsupported_parameter', 'logit_bias')), {});
    expect(error.message).toBe("Unsupported parameter: 'logit_bias'");
    expect(error.details).toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'logit_bias' });
  });

  it('names the place of each fault that a validation found', () => {
    const body = { detail: [{ loc: ['body', 'messages', 0, 'role'], msg: 'Field required' }, { loc: ['body', 'n'], msg: 'too large' }] };
    expect(parseError(422, JSON.stringify(body), {}).message).toBe('body.messages.0.role: Field required; body.n: too large');
  });

  it.each([401, 402, 403, 429, 500])('keeps what a %d says about our account from the caller', (status) => {
    const error = parseError(status, JSON.stringify(openaiBody('Organization org-a1b2c3d4e5 of harbour.example is over its plan', 'x', 'y')), {});
    expect(error.message).not.toMatch(/harbour|org-/);
    expect(error.details.code).toBeUndefined();
    expect(error.details.internal).toContain('harbour');
    expect(error.details.internal).not.toContain('org-a1b2c3d4e5');
  });

  it.each([
    'Unrecognized key: response_format', 'Invalid user-provided schema in key-value pairs', 'The model meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8 takes text only',
    "'max_tokens' must be at most 4096", 'A token of the grammar is missing', 'messages with role "tool" must answer tool_call_id call_Ab12Cd34Ef56Gh78Ij90Kl12',
  ])('leaves the words of a refusal as they are: %s', (words) => {
    expect(parseError(400, JSON.stringify(openaiBody(words, 'invalid_request_error', null)), {}).message).toBe(words);
  });

  it('says nothing of the page that a proxy answers', () => {
    expect(JSON.stringify(parseError(502, '<html><b>10.0.0.7 nginx</b></html>', {}))).not.toContain('10.0.0.7');
  });
});
