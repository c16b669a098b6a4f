import { UpstreamError, type UpstreamErrorKind } from '../../errors.js';
import { errorOf } from './parse-error.js';
import { renderError } from './render-error.js';

describe('an error in a stream of ours', () => {
  it.each<UpstreamErrorKind>(['invalid-request', 'not-found', 'too-large', 'rate-limit', 'overloaded', 'timeout', 'server'])('says %s so that it is read as such', (kind) => {
    expect(errorOf(renderError(new UpstreamError(kind, 'words'))).kind).toBe(kind);
  });

  it("does not tell of our own credential's faults, nor of what is for us only", () => {
    const shown = renderError(new UpstreamError('authentication', 'public', { internal: 'secret' }));
    expect(shown).toEqual({ type: 'error', error: { type: 'api_error', message: 'public' } });
  });
});
