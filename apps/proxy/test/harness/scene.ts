// Models made for one test each, on the upstream of a suite: what was learnt of one test's targets says nothing about another's.
import { json, stream, type Answer } from './fake-upstream.js';
import { anthropicReply, openaiReply, openaiStream } from './replies.js';
import type { RunningProxy } from './start-proxy.js';

export interface MadeTarget {
  /** As its upstream calls it; answers are given by this name. */
  name: string;
  provider?: string;
  priority?: number;
  weight?: number;
  timeouts?: object;
  /** Micro-USD per million tokens, in and out; a provider of one's own needs none. */
  price?: number;
}

/** By upstream model; whoever has none of its own answers well. */
export type Answers = Record<string, Answer>;

export interface Sent { status: number; headers: Headers; text: string; asked: string[] }

export class Scene {
  answers: Answers = {};
  private models = 0;

  constructor(readonly proxy: RunningProxy) {
    proxy.upstream.answer((response, received) => (this.answers[this.nameOf(received)] ?? well)(response, received));
  }

  /** Gives its id. */
  async model(targets: readonly MadeTarget[], { strategy = 'weighted', fallbacks = {} }: { strategy?: string; fallbacks?: object } = {}): Promise<string> {
    this.models += 1;
    const id = `made-${this.models}`;
    const rows = targets.map(({ name, provider = 'vllm', priority = 0, weight = 1, timeouts = {} }) =>
      `('${name}', '${id}', '${provider}', '${name}', ${priority}, ${weight}, '${JSON.stringify(timeouts)}', 'admin')`);
    const priced = targets.filter(({ price }) => price !== undefined);
    await this.proxy.change(`
      INSERT INTO model (id, type, capabilities, strategy, fallbacks, source, created_at) VALUES ('${id}', 'chat', '{}', '${strategy}', '${JSON.stringify(fallbacks)}', 'admin', now());
      INSERT INTO target (id, model_id, provider_id, upstream_model, priority, weight, timeouts, source) VALUES ${rows.join(', ')};
      ${priced.map(({ name, price = 0 }) => `
        INSERT INTO price_version (id, target_id, valid_from, source) VALUES ('${name}', '${name}', '2020-01-01', 'admin');
        INSERT INTO price_unit (price_version_id, bucket, pico_usd) VALUES ('${name}', 'inputText', ${price}), ('${name}', 'outputText', ${price});`).join('')}`);
    return id;
  }

  /** A chat, and the upstream models that it was asked of. */
  async ask(model: string, more: object = {}, options: Parameters<RunningProxy['post']>[2] = {}): Promise<Sent> {
    const { received } = this.proxy.upstream;
    const before = received.length;
    const response = await this.proxy.post('/v1/chat/completions', { model, messages: [{ role: 'user', content: 'Hi' }], ...more }, options);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, asked: received.slice(before).map((one) => this.nameOf(one)) };
  }

  private nameOf({ body }: { body: { model?: string } | undefined }): string {
    return body?.model ?? '';
  }
}

/** In OpenAI's dialect, plain or streamed; plain in Anthropic's. */
export const well: Answer = (response, received) => {
  if (received.path === '/v1/messages') return json(anthropicReply())(response, received);
  return (received.body.stream ? stream(openaiStream('Hello')) : json(openaiReply()))(response, received);
};
export const refused = (status: number, message = 'no', more: object = {}): Answer => json({ error: { message, type: 'test_error', param: null, code: null, ...more } }, status);
export const errorOf = ({ text }: Sent) => (JSON.parse(text) as { error: { message: string; type: string; param: string | null; code: string } }).error;
