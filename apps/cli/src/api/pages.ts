// Lists come in pages; a command wants all of them, or the first so many.

export interface Page<Row> { data: Row[]; nextCursor: string | null }

export interface PageQuery { limit: number; cursor?: string }

/** The most that one page may hold. */
const pageRows = 200;

/** Asks for the next page when the one before was taken. The last page's `nextCursor` tells whether there would be more. */
export async function* pagesOf<Row>(ask: (page: PageQuery) => Promise<Page<Row>>, limit = Infinity): AsyncGenerator<Page<Row>, void, undefined> {
  let cursor: string | null = null;
  let left = limit;
  do {
    const page: Page<Row> = await ask({ limit: Math.min(left, pageRows), ...(cursor !== null && { cursor }) });
    yield page;
    cursor = page.nextCursor;
    left -= page.data.length;
  } while (cursor !== null && left > 0);
}
