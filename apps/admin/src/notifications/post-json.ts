// Sends JSON to a URL that an admin set: every address is checked when it is connected to, redirects are not followed, and of the answer
// the status alone is read.
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { UpstreamError } from '#providers/errors';
import { checkLiteral, guardedLookup } from '#providers/guard-address';

const withinMs = 10_000;

export interface Post { url: string; body: string; headers?: Record<string, string>; allowPrivate: boolean }

/** Why it was not taken, in words without an address; undefined: it was. Never throws. */
export async function postJson({ url: text, body, headers, allowPrivate }: Post): Promise<string | undefined> {
  try {
    const url = new URL(text);
    checkLiteral(url, allowPrivate);
    const status = await post(url, body, { ...headers, 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(body)}` }, allowPrivate);
    return status >= 200 && status < 300 ? undefined : `It answered with status ${status}.`;
  } catch (error) {
    return wordsOf(error);
  }
}

function post(url: URL, body: string, headers: Record<string, string>, allowPrivate: boolean): Promise<number> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, { method: 'POST', headers, agent: false, lookup: guardedLookup(allowPrivate), signal: AbortSignal.timeout(withinMs) }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.on('error', reject);
    request.end(body);
  });
}

function wordsOf(error: unknown): string {
  if (error instanceof UpstreamError) return 'Its address is not allowed: ALLOW_PRIVATE_UPSTREAMS opens private networks.';
  const { name, code } = error as { name?: string; code?: string };
  return name === 'AbortError' || name === 'TimeoutError' ? `It did not answer within ${withinMs / 1000} seconds.` : `It could not be reached (${code ?? 'unknown'}).`;
}
