// Tries a credential out with a call that costs nothing: the provider's list of models. Asked by admins, never by a request's walk.
import { Upstreams } from './call.js';
import { UpstreamError, type UpstreamErrorKind } from './errors.js';
import type { JsonObject } from './hub.js';
import type { Provider } from './provider.js';
import { readUpTo } from './reply-body.js';

/** `refused`: the provider knows the credential not, or not for this. `unreachable`: no answer. `failed`: another answer. */
export type ProbeOutcome = 'ok' | 'refused' | 'unreachable' | 'failed';

export interface Probed {
  outcome: ProbeOutcome;
  /** For people; no secret, no address of ours. */
  message: string;
  /** How many are listed; null where that was not said. */
  models: number | null;
  /** What went wrong, as of a call that is no probe; absent where that cannot be said. */
  kind?: UpstreamErrorKind;
}

export interface ProbeTarget {
  provider: Provider;
  baseUrl: string;
  /** As in exchange.ts. */
  trusted: boolean;
  secret?: string;
}

const listLimitBytes = 8 * 1024 * 1024;

/** Never throws. `limitMs` is for everything together. */
export async function probe(target: ProbeTarget, limitMs = 10_000): Promise<Probed> {
  const { provider } = target;
  if (provider.respond) return { outcome: 'ok', message: `${provider.name} answers in this process.`, models: null };
  const upstreams = new Upstreams({ connectMs: Math.min(limitMs, 5000), firstByteMs: limitMs, idleMs: limitMs, totalMs: limitMs });
  try {
    const model = { name: '', reasoning: false };
    const request = { method: 'GET' as const, target: { ...target, model }, path: provider.probePath ?? provider.dialect.modelsPath, headers: {}, body: Buffer.alloc(0) };
    const { status, headers, body } = await upstreams.call(request, new AbortController().signal);
    const { bytes, more } = await readUpTo(body, listLimitBytes);
    return status >= 200 && status < 300 ? listed(provider, bytes, more) : refusal(provider, status, provider.dialect.parseError(status, bytes.toString('utf8'), headers));
  } catch (error) {
    if (error instanceof UpstreamError) return { outcome: 'unreachable', message: error.message, models: null, kind: error.kind };
    return { outcome: 'failed', message: 'The provider could not be asked.', models: null };
  } finally {
    await upstreams.close();
  }
}

function listed({ name }: Provider, bytes: Buffer, more: boolean): Probed {
  const models = more ? null : countModels(bytes.toString('utf8'));
  if (models === undefined) return { outcome: 'failed', message: `${name} did not answer with JSON. Is the base URL right?`, models: null };
  return { outcome: 'ok', message: models === null ? `${name} answered.` : `${name} answered with ${models} ${models === 1 ? 'model' : 'models'}.`, models };
}

/** The list lies bare, in `data` or in `models`. Null: some other JSON; undefined: none. */
function countModels(text: string): number | null | undefined {
  let json: JsonObject | unknown[];
  try {
    json = JSON.parse(text) as JsonObject | unknown[];
  } catch {
    return undefined;
  }
  const list = Array.isArray(json) ? json : [json?.data, json?.models].find((one) => Array.isArray(one));
  return Array.isArray(list) ? list.length : null;
}

/** A wrong key is a 401 or 403 at most providers, at some a 400 that says so. */
function refusal({ name }: Provider, status: number, error: UpstreamError): Probed {
  if (status >= 300 && status < 400) return { outcome: 'failed', message: `${name} answered with a redirect (${status}), which is never followed. Is the base URL right?`, models: null };
  const refused = status === 401 || status === 403 || error.kind === 'authentication' || error.kind === 'permission';
  return refused
    ? { outcome: 'refused', message: `${name} refused the credential (${status}).`, models: null, kind: error.kind }
    : { outcome: 'failed', message: `${name} answered with status ${status}.`, models: null, kind: error.kind };
}
