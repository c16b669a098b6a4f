// The file that describes the configuration: YAML that still knows on which line each field stands, so that whatever is wrong in
// it, here or in the eyes of the API, is told with its place.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Alias, type Document } from 'yaml';
import { CliError } from '../failure.js';
import type { Io } from '../io.js';

export class ConfigurationFile {
  /** `name` is for people; relative paths in the file start at `directory`. */
  constructor(readonly name: string, readonly directory: string, readonly document: Document, private readonly lines: LineCounter) {}

  /** What the API is sent. Of an anchor and its aliases each has a copy of its own. */
  get value(): Record<string, unknown> {
    return JSON.parse(JSON.stringify(this.document)) as Record<string, unknown>;
  }

  /** `aiproxy.yaml:12:7` of what a path like `projects.acme.keys.ci.permissions[0]` names, or of the nearest field around it. */
  placeOf(path: string): string {
    return this.placeAt(offsetOf(this.document, this.document.contents, path, 0));
  }

  placeAt(offset: number): string {
    const { line, col } = this.lines.linePos(offset);
    return `${this.name}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  }
}

/** `path` `-` is stdin. Throws CliError naming line and column. */
export async function readConfigurationFile(path: string, io: Io): Promise<ConfigurationFile> {
  const source = path === '-' ? await text(io.stdin) : readText(path);
  const lines = new LineCounter();
  // Pretty errors would quote the file.
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, strict: true });
  const file = new ConfigurationFile(path === '-' ? 'stdin' : path, path === '-' ? process.cwd() : dirname(resolve(path)), document, lines);
  const problems = [...document.errors, ...document.warnings].map(({ code, message, pos: [offset] }) =>
    `${file.placeAt(offset)}: ${code === 'DUPLICATE_KEY' ? 'this field is there twice.' : message}`);
  problems.push(...unknownAnchors(document).map(({ source, range }) => `${file.placeAt(range?.[0] ?? 0)}: there is no anchor &${source} before this.`));
  if (problems.length > 0) throw new CliError(problems.join('\n'));
  if (!isMap(document.contents)) throw new CliError(`${file.placeAt(0)}: the file must begin with fields, like "version: 1".`);
  return file;
}

/** The parser does not look: it would be found out only where the values are asked for, without its place. */
function unknownAnchors(document: Document): Alias[] {
  const found: Alias[] = [];
  visit(document, { Alias: (_, alias) => { if (alias.resolve(document) === undefined) found.push(alias); } });
  return found;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CliError(`Cannot read ${path} (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
}

/**
 * Where what `path` names begins, or else the nearest field around it, which begins at `own`. Names may hold dots and slashes
 * (`gpt-4.1`), so the path is matched against the keys that are there; of two that fit the longer one.
 */
function offsetOf(document: Document, node: unknown, path: string, own: number): number {
  const around = isAlias(node) ? node.resolve(document) : node;
  const rest = path.replace(/^\./, '');
  if (isMap(around)) {
    const fitting = around.items.map((pair) => ({ pair, key: isScalar(pair.key) ? String(pair.key.value) : '' })).filter(({ key }) => begins(rest, key));
    const [found] = fitting.sort((one, other) => other.key.length - one.key.length);
    return found ? offsetOf(document, found.pair.value, rest.slice(found.key.length), startOf(found.pair.key) ?? own) : own;
  }
  const [index, digits] = /^\[(\d+)\]/.exec(rest) ?? [];
  if (!isSeq(around) || index === undefined) return own;
  const item = around.items[Number(digits)];
  return offsetOf(document, item, rest.slice(index.length), startOf(item) ?? own);
}

const begins = (path: string, key: string) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`);
const startOf = (node: unknown) => (isNode(node) ? node.range?.[0] : undefined);
