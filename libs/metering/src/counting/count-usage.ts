// The usage of a call whose provider told none, counted from what was said on both sides. Only text is counted: where a request
// holds anything else (pictures, sound, files) there is no count, and the call is estimated.
import { usageOf, type Usage } from '#providers/usage';
import type { Spent } from '../settle-attempt.js';
import type { TokenCounter } from './token-counter.js';

type Json = Readonly<Record<string, unknown>>;

export interface SaidOnBothSides {
  /** The body as the caller wrote it: chat, legacy completion or embeddings, as OpenAI's API has them. */
  asked: Json;
  /** Texts of the answer; none of embeddings. */
  answered: readonly string[];
  /** UTF-8 bytes of the whole answer, where `answered` is only its beginning: the rest is taken to be like it. */
  outputBytes?: number;
  model: string;
}

/** What a chat's messages cost beyond their texts: the marks around each one and before the answer. */
const tokensPerMessage = 3;
const tokensBeforeAnswer = 3;

/** Undefined where it cannot be counted: not text alone, too large, or not in time. */
export async function countUsage(counter: Pick<TokenCounter, 'countTokens'>, { asked, answered, outputBytes, model }: SaidOnBothSides): Promise<Usage | undefined> {
  const request = readRequest(asked);
  if (!request) return undefined;
  const [input, output] = await Promise.all([counter.countTokens(request.texts, model), counter.countTokens(answered, model)]);
  if (input === undefined || output === undefined) return undefined;
  const countedBytes = answered.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const isBeginning = outputBytes !== undefined && countedBytes > 0 && outputBytes > countedBytes;
  return usageOf({ inputText: input + request.tokens, outputText: isBeginning ? Math.ceil((output * outputBytes) / countedBytes) : output });
}

/** What a call spent that went well: as its provider told it, else counted, else by the bytes it has shown. */
export async function spentOf(
  counter: Pick<TokenCounter, 'countTokens'>, usage: Usage | undefined, outputBytes: number, said: () => Omit<SaidOnBothSides, 'outputBytes'>,
): Promise<Spent> {
  if (usage) return { kind: 'reported', usage };
  const counted = await countUsage(counter, { ...said(), outputBytes });
  return counted ? { kind: 'counted', usage: counted } : { kind: 'interrupted', outputBytes };
}

/** The texts that a plain answer shows. */
export function textsOfReply({ choices }: Json): string[] {
  return objectsOf(choices).flatMap((choice) => {
    const message = objectOf(choice.message) ?? {};
    const calls = [...objectsOf(message.tool_calls).map((call) => call.function ?? call.custom), message.function_call];
    const called = calls.flatMap((call) => [objectOf(call)?.name, objectOf(call)?.arguments, objectOf(call)?.input]);
    return [choice.text, message.content, message.reasoning_content, message.refusal, ...called].filter((text) => typeof text === 'string');
  });
}

interface Counted { texts: string[]; tokens: number }

function readRequest(asked: Json): Counted | undefined {
  if (asked.messages !== undefined) return readMessages(asked);
  const given = asked.input ?? asked.prompt;
  const list: unknown[] = Array.isArray(given) ? given : [given];
  // Tokens are counted already: an array of numbers is one text, arrays of them are several.
  if (list.every((one) => typeof one === 'number')) return { texts: [], tokens: list.length };
  if (list.every((one) => Array.isArray(one))) return { texts: [], tokens: list.reduce<number>((sum, one) => sum + (one as unknown[]).length, 0) };
  return list.every((one) => typeof one === 'string') ? { texts: list, tokens: 0 } : undefined;
}

function readMessages({ messages, tools, functions, response_format: format }: Json): Counted | undefined {
  const all = objectsOf(messages);
  const texts = [tools, functions, objectOf(format)?.json_schema].flatMap((declared) => (declared == null ? [] : [JSON.stringify(declared)]));
  for (const { role: _, content, ...beside } of all) {
    const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : objectsOf(content);
    if (!parts.every((part) => typeof part.text === 'string' || typeof part.refusal === 'string')) return undefined;
    texts.push(...parts.map((part) => String(part.text ?? part.refusal)), ...stringsIn(beside));
  }
  return all.length === 0 ? undefined : { texts, tokens: all.length * tokensPerMessage + tokensBeforeAnswer };
}

/** Names, calls and their arguments, and what was thought before. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function objectsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf).filter((one) => one !== undefined) : [];
}
