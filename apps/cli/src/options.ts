// The values of options that are more than text.
import { InvalidArgumentError } from 'commander';

/** For `--limit`. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(text);
}

/** Within which bounds the API says. */
export function parseWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** For `--month`. */
export function parseMonth(text: string): string {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('It must be a month, like 2026-11.');
  return text;
}

/** For a tier's limits. */
export function parseLimit(text: string): number | 'unlimited' {
  if (text === 'unlimited') return text;
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, or "unlimited".');
  return Number(text);
}

/** For options that may be given more than once. */
export const collect = (text: string, before: string[] = []) => [...before, text];

/** For `--tag name=value`, more than once. */
export function collectTag(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It must be name=value.');
  return { ...before, [name]: value };
}

/** For `--threshold`, more than once. */
export function collectPercent(text: string, before: number[] = []): number[] {
  if (!/^[1-9]\d{0,3}$/.test(text) || Number(text) > 1000) throw new InvalidArgumentError('It must be a whole number of percent, from 1 to 1000.');
  return [...before, Number(text)];
}

const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** `90`, `90s`, `15m`, `24h` or `7d`, in seconds. */
export function parseSeconds(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,9})([smhd]?)$/.exec(text) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('It must be seconds, or like 15m, 24h, 7d.');
  return Number(digits) * (units[unit] ?? 1);
}

/** `sequence:hash` of a row of the audit log. */
export function parseHead(text: string): { sequence: string; hash: string } {
  const [, sequence, hash] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence === undefined || hash === undefined) throw new InvalidArgumentError('It must be sequence:hash, as an earlier verification showed it.');
  return { sequence, hash };
}

/** For `--days`. */
export function parseDays(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > 366) throw new InvalidArgumentError('It must be a whole number from 1 to 366.');
  return Number(text);
}

/** What a row of the ledger is corrected to, or by. */
export interface Figures { listUsd?: string; chargedUsd?: string; tokens?: Record<string, number> }

/** For `--to figure=value`, more than once: amounts stay text, everything else is a count. The API says which figures there are. */
export function collectFigure(text: string, before: Figures = {}): Figures {
  const [, name, value] = /^([a-zA-Z0-9]+)=(-?\d{1,10}(?:\.\d{1,12})?)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It must be a figure and a number, like listUsd=0.0125.');
  if (name === 'listUsd' || name === 'chargedUsd') return { ...before, [name]: value };
  return { ...before, tokens: { ...before.tokens, [name]: Number(value) } };
}
