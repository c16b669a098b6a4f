// One text of the environment becomes a value of its variable's kind, or is refused.
import { isIP } from 'node:net';
import type { EnvVariable } from './variable.js';

export type EnvValue = number | boolean | string | string[];

/** `text` is trimmed and not empty. Undefined: not a value of this variable. */
export function parseVariable(variable: EnvVariable, text: string): EnvValue | undefined {
  switch (variable.kind) {
    case 'integer': return parseInteger(text, variable.min, variable.max);
    case 'boolean': return parseBoolean(text);
    case 'string': return text;
    case 'url': return URL.canParse(text) && variable.protocols.includes(new URL(text).protocol) ? text : undefined;
    case 'enum': return variable.values.includes(text) ? text : undefined;
    case 'cidr-list': return parseList(text, isNetwork);
    default: return parseList(text, isOrigin);
  }
}

/** The same in words, to stand after "must be" and in .env.example. */
export function renderExpectation(variable: EnvVariable): string {
  switch (variable.kind) {
    case 'integer': return `a whole number from ${variable.min} to ${variable.max}`;
    case 'boolean': return 'true or false';
    case 'string': return 'a text';
    case 'url': return `a URL (${variable.protocols.map((protocol) => `${protocol}//`).join(' or ')})`;
    case 'enum': return `one of ${variable.values.join(', ')}`;
    case 'cidr-list': return 'networks like 10.0.0.0/8, separated by commas';
    default: return 'origins like https://app.example.com, separated by commas, or *';
  }
}

function parseInteger(text: string, min: number, max: number): number | undefined {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

function parseBoolean(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

function parseList(text: string, accepts: (item: string) => boolean): string[] | undefined {
  const items = text.split(',').map((item) => item.trim()).filter((item) => item !== '');
  return items.every(accepts) ? items : undefined;
}

function isOrigin(text: string): boolean {
  return text === '*' || (URL.canParse(text) && new URL(text).origin === text);
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
