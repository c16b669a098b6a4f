// How the tests ask the sandbox: directly, and by OpenAI's own client with its network replaced by the sandbox.
import OpenAI from 'openai';
import type { JsonObject } from '../../../hub.js';
import { sandbox } from '../index.js';

export async function call(path: string, body: JsonObject) {
  const reply = sandbox.respond?.({ path, body });
  const frames: Buffer[] = [];
  for await (const frame of reply ?? []) frames.push(frame);
  return { status: reply?.status, headers: reply?.headers, text: Buffer.concat(frames).toString() };
}

export const client = new OpenAI({
  apiKey: 'none',
  baseURL: sandbox.baseUrl,
  maxRetries: 0,
  fetch: async (url, init) => {
    const { pathname } = new URL(url as string);
    const { status, headers, text } = await call(pathname.replace('/v1', ''), JSON.parse(init?.body as string) as JsonObject);
    return new Response(text, { status, headers });
  },
});
