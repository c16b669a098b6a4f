// The three kinds of line in a journal, to text and back: what an attempt was opened with (all that books it, should nobody settle
// it), a row of the ledger, a row of what happened to a request. Integers beyond a number's precision travel as decimal text.
import type { LedgerRecord, PriceVersionRecord } from '#database/records';
import type { RequestRecord } from '#database/request-row';
import type { Price } from '../price.js';
import type { AttemptFacts } from '../settle-attempt.js';

/** `likelyOutputTokens`: what an answer of its kind had lately. `carried`: written again, since its first line stood in a file that went. */
export interface OpenedEntry { kind: 'opened'; sequence: bigint; facts: AttemptFacts; likelyOutputTokens: number; carried?: true }

/** What becomes a row in Postgres as it is. */
export type RowEntry = { kind: 'settled'; row: LedgerRecord } | { kind: 'request'; row: RequestRecord };

export type Entry = OpenedEntry | RowEntry;

/** How a line of this kind begins: it can be passed over without being read. */
export const openedBegins = '{"kind":"opened"';

/** As it stands in a line. */
type Written<Value> = Value extends bigint | Date ? string : Value extends object ? { [Field in keyof Value]: Written<Value[Field]> } : Value;

export function renderEntry(entry: Entry): string {
  if (entry.kind === 'request') return JSON.stringify(entry);
  if (entry.kind === 'settled') return JSON.stringify({ kind: entry.kind, row: plainRow(entry.row) });
  const { facts: { row, price, bounds }, sequence, likelyOutputTokens, carried } = entry;
  const facts = `{"row":${JSON.stringify(row)},"bounds":${JSON.stringify(bounds)},"price":${priceText(price)}}`;
  return `${openedBegins},"sequence":"${sequence}","likelyOutputTokens":${likelyOutputTokens},${carried ? '"carried":true,' : ''}"facts":${facts}}`;
}

/** Throws on text that is no entry: its checksum was right, so a version wrote it that is not known here. */
export function parseEntry(json: string): Entry {
  const entry = JSON.parse(json) as Written<Entry>;
  switch (entry.kind) {
    case 'opened': return { ...entry, sequence: BigInt(entry.sequence), facts: factsOf(entry.facts) };
    case 'settled': return { kind: 'settled', row: rowOf(entry.row) };
    case 'request': return { kind: 'request', row: { ...entry.row, at: new Date(entry.row.at) } };
    default: throw new TypeError('This is no entry of a journal');
  }
}

/** Not through a replacer of JSON.stringify: that would be called for every field, and costs several times as much. */
function plainRow(row: LedgerRecord): object {
  return { ...row, listPicoUsd: `${row.listPicoUsd}`, chargedPicoUsd: `${row.chargedPicoUsd}`, sequence: `${row.sequence}` };
}

function rowOf({ correction, ...row }: Written<LedgerRecord>): LedgerRecord {
  const { openedAt, listPicoUsd, chargedPicoUsd, sequence } = row;
  return {
    ...row, openedAt: new Date(openedAt), listPicoUsd: BigInt(listPicoUsd), chargedPicoUsd: BigInt(chargedPicoUsd), sequence: BigInt(sequence),
    ...(correction && { correction: { ...correction, openedAt: new Date(correction.openedAt) } }),
  };
}

function priceText(price: Price): string {
  if (price.state === 'unpriced' || !price.version) return JSON.stringify(price);
  return `{"state":"${price.state}",${price.state === 'priced' && price.standIn ? '"standIn":true,' : ''}"version":${versionText(price.version)}}`;
}

/** Most of an `opened` line, and the same for all calls of a target: written once. */
const versionTexts = new WeakMap<PriceVersionRecord, string>();

function versionText(version: PriceVersionRecord): string {
  const known = versionTexts.get(version);
  if (known !== undefined) return known;
  const text = JSON.stringify({ ...version, unitPrices: version.unitPrices.map((unit) => ({ ...unit, picoUsd: `${unit.picoUsd}` })) });
  versionTexts.set(version, text);
  return text;
}

function factsOf({ row, price, bounds }: Written<AttemptFacts>): AttemptFacts {
  return { row: { ...row, openedAt: new Date(row.openedAt) }, price: priceOf(price), bounds };
}

function priceOf(price: Written<Price>): Price {
  if (price.state === 'unpriced') return price;
  if (price.state === 'free') return { state: 'free', version: price.version && versionOf(price.version) };
  return { ...price, version: versionOf(price.version) };
}

function versionOf(version: Written<PriceVersionRecord>): PriceVersionRecord {
  const unitPrices = version.unitPrices.map((unit) => ({ ...unit, picoUsd: BigInt(unit.picoUsd) }));
  return { ...version, validFrom: new Date(version.validFrom), unitPrices };
}
