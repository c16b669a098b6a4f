// Where the admin API is and who asks: `--url`, `--token-file` and two variables become a client whose routes and bodies are
// those of the OpenAPI document.
import { readFileSync } from 'node:fs';
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '#admin-api';
import { isWellFormedAccessToken } from '#access/token';
import { CliError } from '../failure.js';

export type Api = Client<paths>;

export interface Address { url?: string | undefined; tokenFile?: string | undefined }

export const defaultUrl = 'http://127.0.0.1:3001';

/** Asks nothing yet. Throws CliError for what cannot be an address or a token. */
export function connect({ url, tokenFile }: Address, env: NodeJS.ProcessEnv): Api {
  const baseUrl = parseUrl(url ?? (env.AIPROXY_ADMIN_URL?.trim() || defaultUrl));
  const token = parseToken(tokenFile === undefined ? env.AIPROXY_ADMIN_TOKEN : readToken(tokenFile), tokenFile ?? 'AIPROXY_ADMIN_TOKEN');
  return createClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'aiproxy-cli' },
    redirect: 'manual', // the token is for this address alone
    fetch: (request) => fetch(request).catch((error: unknown) => { throw unreachable(baseUrl, error); }),
  });
}

function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const fits = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (!fits) throw new CliError('The address of the admin API must be an http:// or https:// URL without user, password and query. Check --url or AIPROXY_ADMIN_URL.');
  return url.href.replace(/\/+$/, '');
}

/** A text that is no token of ours is not sent anywhere: it may be somebody else's secret. */
function parseToken(text: string | undefined, source: string): string {
  const token = text?.trim() ?? '';
  if (token === '') throw new CliError('Set AIPROXY_ADMIN_TOKEN to a personal access token: make one on the page where you sign in, or with `aiproxy token create --email …` on the machine of AIProxy.');
  if (!isWellFormedAccessToken(token)) throw new CliError(`What ${source} holds is no personal access token (aip_pat_…).`);
  return token;
}

function readToken(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CliError(`Cannot read the token of --token-file ${path} (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
}

function unreachable(url: string, error: unknown): CliError {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return new CliError(`Nobody answers at ${url} (${cause?.code ?? cause?.message ?? message}). Is AIProxy running there? Check --url or AIPROXY_ADMIN_URL.`, { cause: error });
}
