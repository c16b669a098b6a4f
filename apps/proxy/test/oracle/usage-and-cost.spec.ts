// The oracle: what providers send, whole and streamed, against buckets and costs that were worked out by hand, through the same
// steps as a request: exchange -> usage -> price of the tier served -> the ledger's row.
import type { PriceVersionRecord } from '#database/records';
import { bookedPrice } from '#metering/price';
import { settleAttempt, type AttemptFacts, type Spent } from '#metering/settle-attempt';
import { chatExchange, completionExchange } from '#providers/exchange-chat';
import { embeddingExchange } from '#providers/exchange-embeddings';
import { readJsonBody } from '#providers/json-body';
import type { Target } from '#providers/exchange';
import { providers } from '#providers/registry';
import { inputTokens, usageOf, type Usage } from '#providers/usage';
import { anthropicCases } from './anthropic-cases.js';
import { asked, type OracleCase } from './case.js';
import { compatibleCases } from './compatible-cases.js';
import { geminiCases } from './gemini-cases.js';
import { openaiCases } from './openai-cases.js';

const cases = [...openaiCases, ...anthropicCases, ...geminiCases, ...compatibleCases];
const at = new Date('2026-11-25T00:00:00Z');

interface Told { usage?: Usage; serviceTier?: string; spent: Spent; shown?: string }

async function exchangeOf({ provider: id, endpoint, events }: OracleCase) {
  const provider = providers[id];
  const target: Target = { provider, model: { name: 'm', reasoning: false }, baseUrl: provider.baseUrl, trusted: true };
  const input = endpoint === 'embeddings' ? { input: 'Hi' } : endpoint === 'completions' ? { prompt: 'Hi' } : { messages: [{ role: 'user', content: 'Hi' }] };
  const body = await readJsonBody(Buffer.from(JSON.stringify({ model: 'm', ...input, ...(events && { stream: true, stream_options: { include_usage: true } }) })));
  const request = { body, headers: {}, identity: { id: 'x', created: 1 }, stream: events !== undefined, includeUsage: true, choices: 1 };
  if (endpoint === 'embeddings') return embeddingExchange(target, request);
  return endpoint === 'completions' ? completionExchange(target, request) : chatExchange(target, request);
}

/** Events as the provider frames them, read in pieces of seven bytes. */
async function streamed(one: OracleCase): Promise<Told> {
  const dialect = providers[one.provider].dialect.id;
  const frames = one.events!.map((event) => (dialect === 'anthropic' ? `event: ${String(event.type)}\n` : '') + `data: ${JSON.stringify(event)}\n\n`);
  const bytes = Buffer.from(frames.join('') + (dialect === 'openai' && !one.cut ? 'data: [DONE]\n\n' : ''));
  const reader = (await exchangeOf(one)).streamReader();
  let shown = '';
  for (let from = 0; from < bytes.length; from += 7) shown += reader.push(bytes.subarray(from, from + 7)).toString();
  if (!one.cut) shown += reader.end().toString();
  const { usage, serviceTier, outputBytes, finished } = reader.seen;
  const isWhole = usage && finished;
  return { usage, serviceTier, shown, spent: isWhole ? { kind: 'reported', usage } : { kind: 'interrupted', outputBytes, ...(usage && { told: usage }) } };
}

async function whole(one: OracleCase): Promise<Told> {
  const { bytes, usage, serviceTier } = (await exchangeOf(one)).readReply(Buffer.from(JSON.stringify(one.reply)));
  return { usage, serviceTier, spent: usage ? { kind: 'reported', usage } : { kind: 'interrupted', outputBytes: bytes.length } };
}

const factsOf = (price: AttemptFacts['price'], providerId: string): AttemptFacts => ({
  row: {
    requestId: 'r', attempt: 1, openedAt: at, projectId: 'p', keyId: 'k', memberId: null, costCentre: null, endUser: null, tags: {}, endpoint: 'chat',
    modelAsked: 'm', modelServed: 'm', providerId, credentialId: 'c', basisPoints: 0,
  },
  price, bounds: asked,
});

describe('the oracle', () => {
  it('has at least 60 payloads, no two of one name, of every provider, and its sums are right', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    expect(new Set(cases.map(({ provider }) => provider))).toEqual(new Set(Object.keys(providers).filter((id) => id !== 'sandbox')));
    const wrong = cases.filter(({ worked, picoUsd }) => worked.reduce((sum, [tokens, each]) => sum + BigInt(tokens) * BigInt(each), 0n) !== picoUsd);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const told = await (one.events ? streamed(one) : whole(one));
    const priceVersions = Object.entries(one.prices).map(([serviceTier, unitPrices]): PriceVersionRecord => ({ id: serviceTier, serviceTier, validFrom: new Date(0), source: 'oracle', unitPrices }));
    const price = bookedPrice({ priceVersions }, providers[one.provider].billing, at, told.serviceTier);
    const row = settleAttempt(factsOf(price, one.provider), { outcome: 'ok', final: true, firstTokenMs: null, totalMs: 1, spent: told.spent });
    expect({ usage: row.usage, picoUsd: row.listPicoUsd, confidence: row.confidence })
      .toEqual({ usage: usageOf(one.usage), picoUsd: one.picoUsd, confidence: one.confidence ?? 'reported' });
  });

  it.each(cases.filter(({ events, cut, confidence }) => events && !cut && confidence === undefined).map((one) => [one.name, one] as const))('%s: the caller is shown it once', async (_, one) => {
    const { shown = '', usage } = await streamed(one);
    const chunks = [...shown.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(json) as { usage?: { prompt_tokens: number } | null });
    expect(chunks.flatMap((chunk) => chunk.usage?.prompt_tokens ?? [])).toEqual([inputTokens(usage!)]);
  });
});
