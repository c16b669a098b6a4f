// Takes out of a body, before it is kept, what nobody means to keep: media, values of fields that are called like secrets, and what looks
// like an API key. Goes through JSON string by string without reading it as a whole, so that what is no JSON, or broken off, is no way around it.
import { withoutCredentials } from './credentials.js';

const redacted = '[redacted]';
/** JSON in a string of JSON in a string: the arguments of tool calls are one level. */
const levelsMax = 4;
/** From here on a text of base64's letters alone is taken for media. */
const mediaLength = 512;
/** Of it so much is looked at. */
const probeLength = 1024;

export interface Redacted {
  text: string;
  /** Whether there is more than `limit`, which was not looked at. */
  more: boolean;
}

export const redact = (text: string): string => redactBeginning(text, Infinity).text;

/** Linear in what it gives, media aside. It gives `limit` characters or somewhat more. */
export function redactBeginning(text: string, limit: number, level = 1): Redacted {
  const pieces: string[] = [];
  let [at, length, more, key] = [0, 0, false, ''];
  const give = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
  };
  while (at < text.length) {
    if (length >= limit) break;
    const quote = text.indexOf('"', at);
    const open = quote < 0 ? text.length : quote;
    const between = text.slice(at, Math.min(open, at + limit));
    more ||= between.length < open - at;
    give(withoutCredentials(between));
    if (open === text.length) return { text: pieces.join(''), more };
    const close = endOfString(text, open + 1);
    const raw = text.slice(open + 1, close);
    at = Math.min(text.length, close + 1);
    if (isFollowedByColon(text, at)) give(`"${(key = raw)}"`);
    else {
      const value = redactValue(raw, key, { limit, level });
      more ||= value.more;
      give(`"${value.text}${close < text.length ? '"' : ''}`);
    }
  }
  return { text: pieces.join(''), more: more || at < text.length };
}

/** The index of the closing quote; the length where there is none. */
function endOfString(text: string, from: number): number {
  for (let at = from; ;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\' && quote - 1 - backslashes >= from) backslashes += 1;
    if (backslashes % 2 === 0) return quote;
    at = quote + 1;
  }
}

function isFollowedByColon(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\t' || text[at] === '\r') at += 1;
  return text[at] === ':';
}

/** `apiKey`, `x-api-key`, `client_secret`, `access_token`, `Authorization`, … */
const secretKey = /(?:password|passwd|passphrase|secret|apikey|accesskey|privatekey|signingkey|token|authorization|credential|cookie|bearer)s?$/;
const isSecretKey = (key: string) => secretKey.test(key.slice(-100).toLowerCase().replace(/[^a-z]/g, ''));

function redactValue(raw: string, key: string, { limit, level }: { limit: number; level: number }): Redacted {
  if (raw === '') return { text: raw, more: false };
  if (isSecretKey(key)) return { text: redacted, more: false };
  const media = describeMedia(withPlainSlashes(raw.slice(0, probeLength * 2)), raw);
  if (media !== undefined) return { text: media, more: false };
  const beginning = raw.length > limit ? wholeEscapes(raw.slice(0, limit)) : raw;
  const plain = withPlainSlashes(beginning);
  const inner = plain.includes('\\"') && level < levelsMax ? redactInner(plain, limit, level) : undefined;
  const clean = inner ?? withoutCredentials(withoutDataUrls(plain));
  return { text: clean === plain ? beginning : clean, more: beginning !== raw };
}

const withPlainSlashes = (raw: string) => (raw.includes('\\/') ? raw.replace(/\\([\s\S])/g, (pair, escaped) => (escaped === '/' ? '/' : pair)) : raw);

/** Broken off within an escape it would be no string. */
function wholeEscapes(raw: string): string {
  for (let end = raw.length; end > raw.length - 6; end -= 1) if (unescaped(raw.slice(0, end)) !== undefined) return raw.slice(0, end);
  return raw;
}

/** `head`: how it begins. */
function describeMedia(head: string, raw: string): string | undefined {
  const [prefix, type] = /^data:([\w.+/-]{0,100})(?:;[\w=.+-]{1,100}){0,5};base64,/.exec(head) ?? [];
  if (prefix !== undefined) return `data:${type};base64,[${bytesOf(raw.length - prefix.length - escapesIn(raw))} bytes]`;
  const isMedia = raw.length >= mediaLength && /^[\w+/=-]+$/.test(head) && /^[\w+/=\\-]+$/.test(raw.slice(-probeLength));
  return isMedia ? `[base64, ${bytesOf(raw.length - escapesIn(raw))} bytes]` : undefined;
}

/** Slashes may be written with a backslash before them. */
const escapesIn = (raw: string) => (raw.includes('\\') ? raw.split('\\').length - 1 : 0);

const bytesOf = (base64Length: number) => Math.floor((base64Length * 3) / 4);

/** In the middle of a text, as in Markdown. */
function withoutDataUrls(text: string): string {
  if (!text.includes(';base64,')) return text;
  return text.replace(/data:([\w.+/-]{0,100})((?:;[\w=.+-]{1,100}){0,5});base64,([\w+/=-]+)/g, (_, type: string, more: string, media: string) => `data:${type}${more};base64,[${bytesOf(media.length)} bytes]`);
}

/** Of a string that holds JSON; undefined of any other. */
function redactInner(raw: string, limit: number, level: number): string | undefined {
  const inner = unescaped(raw);
  if (inner === undefined || !/"\s*:/.test(inner)) return undefined;
  const { text } = redactBeginning(inner, limit, level + 1);
  return text === inner ? undefined : JSON.stringify(text).slice(1, -1);
}

function unescaped(raw: string): string | undefined {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return undefined;
  }
}
