// What a page of the guide must be before anything in it is run: whole, linked, of a syntax that can be read, and up to date.
// UPDATE_GUIDE=1 writes its generated parts.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderGreeting } from '../../src/greeting.js';
import { typeProblems } from './check-types.js';
import { guideDirectory, readGuide, readPage, type Block } from './read-guide.js';
import { languages, problemOf } from './syntax.js';
import { generated, partsOf, renew } from './tables.js';
import { renewIndex } from './page-index.js';

jest.setTimeout(60_000);

const pages = readGuide();
const index = readPage('README.md', readFileSync(join(guideDirectory, 'README.md'), 'utf8'));
const everything = [index, ...pages];
const blocks = everything.flatMap((page) => page.blocks);
const place = ({ page, line }: { page: string; line: number }) => `docs/${page}:${line}`;

/** What stands in the file, after it was written anew if that is asked for. */
function textOf(name: string, expected: string): string {
  const path = join(guideDirectory, name);
  if (process.env.UPDATE_GUIDE) writeFileSync(path, expected);
  return readFileSync(path, 'utf8');
}

test.each(everything.map((page) => [page.name, page]))('%s has a title, and then a paragraph that says what it is for', (_, { title, purpose }) => {
  expect([title, purpose]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/^[^#|`\-<].{20,250}$/)]);
});

test('every block of code says its language, and every block that could be run is run', () => {
  expect(blocks.filter(({ language }) => !languages.includes(language)).map(place)).toEqual([]);
  const unrun = blocks.filter(({ language, mark, text }) =>
    (language === 'ts' && mark !== '') || (language === 'sh' && mark === 'no-run' && /^\s*(?:\S+=\S* )*(?:curl|npx aiproxy)\b/m.test(text)));
  expect(unrun.map(place)).toEqual([]);
  expect(blocks.filter(({ language, mark }) => language === 'sh' && !['', 'no-run', 'refused'].includes(mark)).map(place)).toEqual([]);
});

test('every block can be read by the parser of its language', () => {
  expect(blocks.flatMap((block) => problemOf(block) ?? []).join('\n')).toBe('');
  const wrong = { yaml: 'a: [', json: '{a: 1}', python: 'def x(:\n', sh: 'if true\n' };
  for (const [language, text] of Object.entries(wrong)) expect([language, problemOf({ page: '', line: 1, mark: '', language, text })]).toEqual([language, expect.any(String)]);
  expect(problemOf({ page: '', line: 1, mark: '', language: 'yaml', text: 'version: 1\ntiers: { gold: { requests: 1 } }\n' })).toContain('/tiers/gold');
});

test('TypeScript has the types that it says', () => {
  const wrong: Block = { page: 'page.md', line: 7, language: 'ts', mark: '', text: 'export const count: number = "two";\n' };
  const problems = typeProblems([...blocks.filter(({ language }) => language === 'ts'), wrong]);
  expect(problems).toEqual([expect.stringMatching(/page\.md-7\.mts: Type 'string' is not assignable/)]);
});

test('every link and image leads somewhere, inside of the guide or by https', () => {
  const dead = everything.flatMap(({ name, anchors, links }) => links.filter(({ target }) => {
    if (target.startsWith('https://')) return false;
    const [file, anchor] = target.split('#');
    const page = everything.find((each) => each.name === file);
    if (anchor !== undefined) return !(file === '' ? anchors : page?.anchors ?? []).includes(anchor);
    return file.startsWith('..') || !existsSync(join(guideDirectory, file));
  }).map(({ line, target }) => `docs/${name}:${line}: ${target}`));
  expect(dead).toEqual([]);
});

test.each(pages.map((page) => [page.name, page]))('what is generated in %s is what the declarations say', (name, { text }) => {
  const expected = renew(text);
  expect(textOf(name, expected)).toBe(expected);
});

test('everything that is generated stands in a page, once', () => {
  expect(pages.flatMap(({ text }) => partsOf(text)).sort()).toEqual(Object.keys(generated).sort());
});

test('every variable that the sources read stands in the page on configuration', () => {
  const read = ['apps', 'libs'].flatMap((folder) => readdirSync(join(guideDirectory, '..', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/src\/.*\.ts$/.test(file) && !/spec\.ts$|\/generated\//.test(file))
    .flatMap((file) => [...readFileSync(join(guideDirectory, '..', folder, file), 'utf8').matchAll(/\benv\.([A-Z][A-Z0-9_]{2,})\b/g)].map(([, name]) => name)));
  const { text } = pages.find(({ name }) => name === 'configuration.md')!;
  expect(read).toEqual(expect.arrayContaining(['DATABASE_URL', 'AIPROXY_ADMIN_TOKEN']));
  expect([...new Set(read)].filter((name) => !text.includes(`| \`${name}\` |`))).toEqual([]);
});

test('the page on set-up shows what a first start prints', () => {
  const [shown] = renderGreeting({
    host: '127.0.0.1', port: 3000, adminPort: 3001, place: 'embedded Postgres in /home/you/aiproxy/.data/postgres', key: { secret: 'aip_live_…' }, setupLink: 'http://127.0.0.1:3001/setup#…',
  }).trimStart().split('\n\n');
  expect(pages.find(({ name }) => name === 'set-up.md')!.text).toContain(`\`\`\`text\n${shown}\n\`\`\``);
});

test('the index lists every page, as the page describes itself', () => {
  const expected = renewIndex(index.text, pages);
  expect(textOf('README.md', expected)).toBe(expected);
});
