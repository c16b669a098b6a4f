// Reads what a provider answered instead of a reply: the bodies of OpenAI and of every compatible server, an error inside a
// 200, a proxy's HTML. What the caller did wrong is told in the vendor's words, everything else in ours.
import { isCallerMistake, UpstreamError, type UpstreamErrorDetails, type UpstreamErrorKind } from '../../errors.js';
import type { JsonObject } from '../../hub.js';
import { parseRetryAfter, type ReplyHeaders } from '../../retry-after.js';
import { errorKind } from './error-kind.js';
import { redactSecrets } from './redact-secrets.js';
import { defined, isObject, objectsOf, textOf } from './wire-fields.js';

const longestMessage = 1000;

/** Never throws, whatever the body is. */
export function parseError(status: number, body: string, headers: ReplyHeaders): UpstreamError {
  const said = readBody(body);
  const told = status >= 400 ? status : (said.status ?? 502);
  const labels = [said.code, said.type].flatMap((label) => (label === undefined ? [] : [label.toLowerCase()]));
  const kind = errorKind({ status: told, message: said.message, labels });
  const words = redactSecrets(said.message).slice(0, longestMessage);
  const mistake = isCallerMistake(kind);
  const details = defined<UpstreamErrorDetails>({
    status,
    code: mistake ? said.code : undefined,
    param: mistake ? said.param : undefined,
    retryAfterMs: parseRetryAfter(headers),
    internal: `${told} ${labels.join(' ')}: ${words}`,
  });
  return new UpstreamError(kind, mistake && words !== '' ? words : ownWords(kind), details);
}

interface Said { message: string; code?: string; type?: string; param?: string; status?: number }

function readBody(body: string): Said {
  const json = parseJson(body);
  const [whole] = Array.isArray(json) ? objectsOf(json) : objectsOf([json]); // Google's compatible endpoint answers a list
  if (whole === undefined) return { message: /^\s*</.test(body) ? 'an HTML page' : body.trim() };
  const error = isObject(whole.error) ? whole.error : whole;
  const code = error.code ?? whole.code;
  return defined<Said>({
    message: messageOf(error),
    code: textOf(code),
    type: textOf(error.type),
    param: textOf(error.param),
    status: statusOf(code) ?? statusOf(error.status) ?? statusOf(whole.status),
  });
}

/** `message`, or FastAPI's `detail`, or an `error` that is only a text; of OpenRouter also what its own provider said. */
function messageOf(error: JsonObject): string {
  const found = [error.message, error.error, error.detail].find((one) => one !== null && one !== undefined);
  const raw = isObject(error.metadata) ? textOf(error.metadata.raw) : undefined;
  const text = isObject(found) ? messageOf(found) : Array.isArray(found) ? objectsOf(found).map(faultOf).join('; ') : (textOf(found) ?? '');
  return raw === undefined ? text : `${text} (${raw})`;
}

/** One fault of a validation, with its place: `body.messages.0.role: Field required`. */
function faultOf(fault: JsonObject): string {
  const place = Array.isArray(fault.loc) ? fault.loc.join('.') : '';
  return `${place}: ${textOf(fault.msg) ?? ''}`;
}

function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function ownWords(kind: UpstreamErrorKind): string {
  switch (kind) {
    case 'rate-limit':
      return 'The provider is limiting the rate of requests.';
    case 'overloaded':
      return 'The provider is overloaded.';
    case 'timeout':
      return 'The provider took too long.';
    case 'authentication':
    case 'permission':
    case 'quota':
      return 'The provider did not accept this gateway\'s account.';
    default:
      return isCallerMistake(kind) ? 'The provider refused the request.' : 'The provider failed to answer.';
  }
}
