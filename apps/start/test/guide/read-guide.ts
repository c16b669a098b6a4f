// The guide (docs/*.md) as its tests see it: pages with their headings, links and blocks of code. Fences are told apart line by line;
// the guide keeps to plain CommonMark, so this is all of Markdown that has to be understood.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const guideDirectory = join(import.meta.dirname, '..', '..', '..', '..', 'docs');

/** What may follow the language of a block: it is checked but not run; the server refuses it; or the file that it is. */
export interface Block {
  page: string;
  /** Of its first line, from 1 on. */
  line: number;
  language: string;
  /** What follows the language. */
  mark: string;
  text: string;
}

export interface Page {
  /** `set-up.md` */
  name: string;
  text: string;
  title: string;
  /** The first paragraph: what the page is for. */
  purpose: string;
  /** As links name them: `first-start`. */
  anchors: string[];
  /** Of links and images, as written. */
  links: { line: number; target: string }[];
  blocks: Block[];
}

/** All pages but the index, by name. */
export function readGuide(): Page[] {
  return readdirSync(guideDirectory).filter((name) => name.endsWith('.md') && name !== 'README.md').sort()
    .map((name) => readPage(name, readFileSync(join(guideDirectory, name), 'utf8')));
}

export function readPage(name: string, text: string): Page {
  const blocks: Block[] = [];
  const prose = text.split('\n').map((line, index) => ({ line, number: index + 1 })).filter(({ line, number }) => {
    const open = blocks.at(-1);
    if (open && !closed.has(open)) {
      if (line.trimEnd() === '```') closed.add(open);
      else open.text += `${line}\n`;
      return false;
    }
    const [, language, mark] = /^```(\S*)\s*(.*)$/.exec(line) ?? [];
    if (language === undefined) return true;
    blocks.push({ page: name, line: number + 1, language, mark: mark ?? '', text: '' });
    return false;
  });
  const headings = prose.flatMap(({ line }) => /^#{1,6} (.+)$/.exec(line)?.[1] ?? []);
  return {
    name, text, blocks,
    title: /^# (.+)$/.exec(prose[0]?.line ?? '')?.[1] ?? '',
    purpose: /^# .+\n\n((?:.+\n)+)/.exec(text)?.[1].trim().replaceAll('\n', ' ') ?? '',
    anchors: anchorsOf(headings),
    links: prose.flatMap(({ line, number }) => [...line.replaceAll(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({ line: number, target }))),
  };
}

const closed = new WeakSet<Block>();

/** As GitHub makes them, and the dashboard: small letters, no punctuation, hyphens for spaces; a second one of a name gets a number. */
function anchorsOf(headings: string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const anchor = heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(/\s/g, '-');
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}
