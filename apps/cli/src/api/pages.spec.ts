import { pagesOf, type PageQuery } from './pages.js';

/** A list of so many rows, and what it was asked. */
function listOf(rows: number) {
  const asked: PageQuery[] = [];
  const ask = async (query: PageQuery) => {
    asked.push(query);
    const from = Number(query.cursor ?? 0);
    const data = Array.from({ length: Math.min(query.limit, rows - from) }, (_, index) => from + index);
    return { data, nextCursor: from + data.length < rows ? String(from + data.length) : null };
  };
  return { ask, asked };
}

async function taken(pages: AsyncIterable<{ data: number[]; nextCursor: string | null }>) {
  const rows: number[] = [];
  let last: string | null = null;
  for await (const page of pages) {
    rows.push(...page.data);
    last = page.nextCursor;
  }
  return { count: rows.length, distinct: new Set(rows).size, last };
}

test('every row is taken once, over as many pages as there are', async () => {
  const { ask, asked } = listOf(450);
  expect(await taken(pagesOf(ask))).toEqual({ count: 450, distinct: 450, last: null });
  expect(asked).toHaveLength(3);
});

test('a limit is kept to the row, and the cursor of what is left is given', async () => {
  const { ask, asked } = listOf(450);
  expect(await taken(pagesOf(ask, 205))).toEqual({ count: 205, distinct: 205, last: '205' });
  expect(asked).toEqual([{ limit: 200 }, { limit: 5, cursor: '200' }]);
});

test('whoever stops taking asks for no further page', async () => {
  const { ask, asked } = listOf(450);
  for await (const _ of pagesOf(ask)) break;
  expect(asked).toHaveLength(1);
});
