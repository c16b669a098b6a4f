// The page on error codes against the one catalogue: whoever adds, renames or removes a code there has to say here what it means.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, catalogueEntry, type ErrorCode } from '#server/errors/catalogue';
import { guideDirectory } from './read-guide.js';

interface Row { code: string; status: number; meaning: string }

const text = readFileSync(join(guideDirectory, 'troubleshooting.md'), 'utf8');
const rows = [...text.matchAll(/^\| `(\w+)` \| (\d{3}) \| (.+?) \| .+ \|$/gm)]
  .map(([, code, status, meaning]): Row => ({ code, status: Number(status), meaning }));
const known = Object.keys(catalogue) as ErrorCode[];
const inOrder = <T,>(list: T[], keyOf: (one: T) => string) => list.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));

test('every error code stands on the page once, with its own status, and no other does', () => {
  const expected = known.map((code) => ({ code, status: catalogueEntry(code).status }));
  expect(inOrder(rows.map(({ code, status }) => ({ code, status })), ({ code }) => code)).toEqual(inOrder(expected, ({ code }) => code));
});

test('a code is called final where its answers tell clients not to try again', () => {
  const final = known.filter((code) => catalogueEntry(code).headers !== undefined && 'x-should-retry' in catalogueEntry(code).headers!);
  const [ofProviders, others] = [final.filter((code) => code.startsWith('upstream_')), final.filter((code) => !code.startsWith('upstream_'))];
  expect(rows.filter(({ meaning }) => meaning.startsWith('*Final.*')).map(({ code }) => code).sort()).toEqual(others.sort());
  expect(rows.filter(({ code }) => code.startsWith('upstream_')).map(({ code }) => code).sort()).toEqual(ofProviders.sort());
});
