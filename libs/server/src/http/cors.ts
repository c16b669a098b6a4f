// Whether browsers may call the API, and which answer headers their scripts may read. Off unless origins are configured.
import type { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface.js';

const exposedHeaders = [
  'x-request-id', 'openai-processing-ms', 'openai-version', 'retry-after', 'retry-after-ms', 'x-should-retry',
  'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset',
  'x-ratelimit-limit-requests', 'x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests',
  'x-ratelimit-limit-tokens', 'x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens',
  'x-aiproxy-provider', 'x-aiproxy-model', 'x-aiproxy-attempts', 'x-aiproxy-cost-usd', 'x-aiproxy-params-dropped',
  'x-aiproxy-upstream-id', 'x-aiproxy-overhead-ms', 'x-aiproxy-idempotent-replay', 'x-aiproxy-original-request-id',
];

/** For Nest's `enableCors`; undefined = do not enable. Keys travel in headers, so no cookies are ever allowed. */
export function corsOptions(origins: readonly string[]): CorsOptions | undefined {
  if (origins.length === 0) return undefined;
  return {
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'POST'],
    exposedHeaders,
    maxAge: 600,
  };
}
