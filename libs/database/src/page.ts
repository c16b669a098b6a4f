// Lists in pages by key: the next page begins after the last row of this one, so it costs the same however far one has read, and
// rows that come meanwhile move nothing. Ids are UUIDs of version 7, which sort by their time.

/** `after`: the id that the page before ended with. `limit`: 1 to 200. */
export interface PageQuestion { limit: number; after?: string | undefined }

/** `next`: what to ask as `after` for the following page; null on the last one. */
export interface Page<Row> { rows: Row[]; next: string | null }

/** To be spread into a question, its `where` beside the filter's. */
interface Keyset { where: { id?: { lt: string } }; orderBy: { id: 'desc' }; take: number }

/** Newest first. `ask` puts the keyset into its own question. */
export async function pageOf<Stored extends { id: string }, Row>(
  { limit, after }: PageQuestion, toRecord: (row: Stored) => Row, ask: (keyset: Keyset) => Promise<Stored[]>,
): Promise<Page<Row>> {
  const where = after === undefined ? {} : { id: { lt: after } };
  return asPage(await ask({ where, orderBy: { id: 'desc' }, take: limit + 1 }), limit, toRecord);
}

/** `found`: in the list's own order, one more than `limit` where there is one. */
export function asPage<Stored extends { id: string }, Row>(found: readonly Stored[], limit: number, toRecord: (row: Stored) => Row): Page<Row> {
  const shown = found.slice(0, limit);
  return { rows: shown.map(toRecord), next: found.length > limit ? shown.at(-1)!.id : null };
}
