// The real proxy on a real database of its own, its providers' base URLs pointed at a fake upstream. One per suite.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { type ClientOptions } from 'openai';
import { Client } from 'pg';
import { mintKey } from '#access/key';
import { permissions } from '#access/grants';
import { systemAuthor } from '#database/change';
import { Database } from '#database/database';
import { KeyRepository, type NewKey } from '#database/keys';
import { ProjectRepository } from '#database/projects';
import { TierRepository, type NewTier } from '#database/tiers';
import { freshDatabase } from '#database-test/fresh-database';
import type { Metrics } from '#server/metrics/metrics';
import { createProxy } from '../../src/create-proxy.js';
import { readProxyEnv } from '../../src/env.js';
import { fakeUpstream, type FakeUpstream } from './fake-upstream.js';

// The first suite of a run also brings the database server up, on a machine that may be busy with the others.
jest.setTimeout(60_000);

export interface LedgerRow { [column: string]: unknown }

export interface RunningProxy {
  url: string;
  /** A key with all permissions in an unlimited tier. */
  key: string;
  upstream: FakeUpstream;
  databaseUrl: string;
  /** Where its journal lies. */
  dataDirectory: string;
  metrics: Metrics;
  client(options?: ClientOptions): OpenAI;
  post(path: string, body: unknown, options?: { key?: string; headers?: Record<string, string>; signal?: AbortSignal }): Promise<Response>;
  get(path: string, options?: { key?: string | null; headers?: Record<string, string> }): Promise<Response>;
  /** Another key, of a tier of its own. */
  addKey(some?: Partial<NewKey>, tier?: Partial<NewTier>): Promise<string>;
  /** Of the proxy's database, or of another one. */
  query(sql: string, databaseUrl?: string): Promise<LedgerRow[]>;
  /** Changes the configuration by SQL; the proxy has taken it in when this is over. */
  change(sql: string): Promise<void>;
  /** Stops the proxy, so that every row is written, and gives the ledger in order. */
  stopAndReadLedger(): Promise<LedgerRow[]>;
  close(): Promise<void>;
}

const unlimited: NewTier = { name: 'unlimited', requestsPerMinute: null, requestsPerDay: null, tokensPerMinute: null, concurrentRequests: null };

const vendors = (url: string) => ({
  OPENAI_API_KEY: 'upstream-openai-secret', OPENAI_BASE_URL: `${url}/v1`,
  ANTHROPIC_API_KEY: 'upstream-anthropic-secret', ANTHROPIC_BASE_URL: url,
  GEMINI_API_KEY: 'upstream-gemini-secret', GOOGLE_GEMINI_BASE_URL: url,
  MISTRAL_API_KEY: 'upstream-mistral-secret', MISTRAL_BASE_URL: `${url}/v1`,
  VLLM_BASE_URL: `${url}/v1`,
});

export async function startProxy(env: Record<string, string> = {}): Promise<RunningProxy> {
  const upstream = await fakeUpstream();
  const { url: databaseUrl, drop } = await freshDatabase();
  const database = new Database(databaseUrl);
  let count = 0;
  const addKey = async (some: Partial<NewKey> = {}, tier: Partial<NewTier> = {}) => {
    count += 1;
    const { secret, hash, last4 } = mintKey();
    await database.change(systemAuthor('command'), new Date(), async (change) => {
      const { id: tierId } = await new TierRepository(database).create(change, { ...unlimited, name: `tier ${count}`, ...tier });
      const { id: projectId } = await new ProjectRepository(database).create(change, { name: `project ${count}`, tierId });
      await new KeyRepository(database).create(change, { projectId, name: `key ${count}`, hash, last4, permissions: permissions.map(({ id }) => id), ...some });
    });
    return secret;
  };
  const key = await addKey();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'proxy-'));
  const proxy = await createProxy(readProxyEnv({ LOG_LEVEL: 'silent', DATA_DIR: dataDirectory, RETRY_BASE_MS: '0', ...vendors(upstream.url), ...env }), databaseUrl);
  const url = `http://127.0.0.1:${await proxy.listen(0, '127.0.0.1')}`;
  const change = async (sql: string) => {
    await query(sql);
    await proxy.refresh();
  };
  const query = async (sql: string, at = databaseUrl) => {
    const client = new Client(at);
    await client.connect();
    return client.query<LedgerRow>(sql).then(({ rows }) => rows).finally(() => client.end());
  };
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= proxy.close());
  return {
    url, key, upstream, databaseUrl, dataDirectory, metrics: proxy.metrics, addKey, query, change,
    client: (options) => new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0, ...options }),
    post: (path, body, { key: own = key, headers = {}, signal } = {}) => fetch(url + path, {
      method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), ...(signal && { signal }),
      headers: { authorization: `Bearer ${own}`, 'content-type': 'application/json', ...headers },
    }),
    get: (path, { key: own = key, headers = {} } = {}) => fetch(url + path, { headers: { ...(own !== null && { authorization: `Bearer ${own}` }), ...headers } }),
    stopAndReadLedger: async () => {
      await stop();
      return query('SELECT * FROM ledger ORDER BY opened_at, attempt');
    },
    close: async () => {
      await stop();
      upstream.close();
      await database.close();
      await drop();
      rmSync(dataDirectory, { recursive: true });
    },
  };
}
