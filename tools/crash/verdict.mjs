// What a crash test proves, by comparing what the upstream was asked with what is in the ledger.

const ledgerByName = `
  SELECT end_user AS name, count(*)::int AS rows FROM ledger GROUP BY end_user`;
const sums = `
  SELECT count(*)::int AS rows, count(*) FILTER (WHERE outcome = 'interrupted')::int AS estimated, count(DISTINCT process_id)::int AS processes FROM ledger`;
const gaps = `
  SELECT coalesce(sum(numbers), 0)::int AS missing FROM (SELECT max(sequence) - count(*) AS numbers FROM ledger GROUP BY process_id) AS process`;

/** `asked`: how often, by name; `left`: directories that the last, orderly stop left behind. */
export async function verdict(client, asked, left) {
  const rowsOf = new Map((await client.query(ledgerByName)).rows.map(({ name, rows }) => [name, rows]));
  const [{ rows, estimated, processes }] = (await client.query(sums)).rows;
  const [{ missing }] = (await client.query(gaps)).rows;
  const lost = [...asked].filter(([name]) => !rowsOf.has(name)).length;
  const twice = [...rowsOf].filter(([name, count]) => count > Math.max(1, asked.get(name) ?? 0)).length;
  const never = [...rowsOf.keys()].filter((name) => !asked.has(name)).length;
  const lines = [
    `calls that reached the upstream  ${asked.size}`,
    `rows in the ledger               ${rows}, of ${processes} processes`,
    `  booked as estimates            ${estimated}`,
    `  of calls killed on their way   ${never}`,
    `calls without a row              ${lost}`,
    `calls with more than one row     ${twice}`,
    `gaps in processes' numbers       ${missing}`,
    `journals left after a stop       ${left.length}`,
  ];
  return { lines, holds: asked.size > 0 && lost === 0 && twice === 0 && missing === 0 && left.length === 0 };
}
