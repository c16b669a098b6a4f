// Two proxies on one database and one Redis, which was emptied before: what several processes share is seen by asking one and then the other.
import { Redis } from 'ioredis';
import { createProxy, type Proxy } from '../../src/create-proxy.js';
import { readProxyEnv } from '../../src/env.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const REDIS_URL = process.env.REDIS_URL ?? '';

export interface TwoProxies {
  one: RunningProxy;
  another: Proxy;
  /** Of both, in that order. */
  urls: [string, string];
  redis: Redis;
  close(): Promise<void>;
}

/** Both know the same providers. */
export async function startTwo(env: Record<string, string> = {}): Promise<TwoProxies> {
  const redis = new Redis(REDIS_URL);
  await redis.flushall();
  const one = await startProxy({ REDIS_URL, ...env });
  const { url } = one.upstream;
  const providers = { OPENAI_API_KEY: 'upstream-openai-secret', OPENAI_BASE_URL: `${url}/v1`, VLLM_BASE_URL: `${url}/v1` };
  const another = await createProxy(readProxyEnv({ LOG_LEVEL: 'silent', DATA_DIR: one.dataDirectory, REDIS_URL, ...providers, ...env }), one.databaseUrl).catch(async (error: unknown) => {
    await one.close();
    redis.disconnect();
    throw error;
  });
  const close = async () => {
    await another.close();
    await one.close();
    redis.disconnect();
  };
  return { one, another, redis, close, urls: [one.url, `http://127.0.0.1:${await another.listen(0, '127.0.0.1')}`] };
}
