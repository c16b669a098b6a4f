// Sorts what a provider answered instead of a reply into the kinds that the relay decides by. Codes first, then the status;
// words only where a vendor gives no code.
import type { UpstreamErrorKind } from '../../errors.js';

export interface ErrorFacts {
  /** The HTTP status, or what the body says where an error came inside a 200. */
  status: number;
  message: string;
  /** `code` and `type` of the body, lower case. */
  labels: readonly string[];
}

const byLabel: Readonly<Record<string, UpstreamErrorKind>> = {
  context_length_exceeded: 'context-length',
  insufficient_quota: 'quota',
  billing_hard_limit_reached: 'quota',
  billing_not_active: 'quota',
  insufficient_balance: 'quota',
  rate_limit_exceeded: 'rate-limit',
  rate_limit_error: 'rate-limit',
  rate_limited: 'rate-limit',
  content_policy_violation: 'content-policy',
  content_filter: 'content-policy',
  moderation_blocked: 'content-policy',
  invalid_api_key: 'authentication',
  authentication_error: 'authentication',
  invalid_authentication: 'authentication',
  account_deactivated: 'permission',
  permission_error: 'permission',
  model_not_found: 'not-found',
  engine_overloaded: 'overloaded',
  overloaded_error: 'overloaded',
  service_tier_capacity_exceeded: 'overloaded',
  tool_use_failed: 'malformed', // Groq's 400 where the model wrote a call that cannot be read, 2025-11
};

const tooLong = /context (?:length|window)|maximum context|prompt is too long|too many (?:input |prompt )?tokens|(?:exceed|larger than).{0,60}(?:max(?:imum)?_?(?:model_len| ?(?:model |input |sequence )?length)|token limit)|too large for model/i;
const outOfMoney = /insufficient (?:balance|credit|fund)|(?:requires? more|out of|not enough|no) credits|check your plan and billing|billing (?:hard )?limit/i;
const flagged = /moderation|flagged|content policy|safety system/i;

export function errorKind({ status, message, labels }: ErrorFacts): UpstreamErrorKind {
  const label = labels.find((one) => Object.hasOwn(byLabel, one));
  if (label !== undefined) return byLabel[label] ?? 'server';
  if ([400, 413, 422].includes(status) && tooLong.test(message)) return 'context-length';
  if ([400, 403].includes(status) && flagged.test(message)) return 'content-policy';
  if ([400, 403, 429].includes(status) && outOfMoney.test(message)) return 'quota';
  return byStatus(status);
}

function byStatus(status: number): UpstreamErrorKind {
  switch (status) {
    case 401:
      return 'authentication';
    case 402:
      return 'quota';
    case 403:
      return 'permission';
    case 404:
      return 'not-found';
    case 408:
    case 504:
    case 524:
      return 'timeout';
    case 413:
      return 'too-large';
    case 429:
      return 'rate-limit';
    case 503:
    case 529:
      return 'overloaded';
    default:
      return status >= 400 && status < 500 ? 'invalid-request' : 'server';
  }
}
