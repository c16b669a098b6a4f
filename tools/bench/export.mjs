// A CSV export as a client takes it, as fast as it comes: lines a second, and what the serving process holds more meanwhile.
const rowsPerSecondMin = 100_000;
const growthMibMax = 150;
const newline = 10;

/** A line is taken for a row: no cell of the seeded rows has line breaks. */
export async function measureExport(admin, path) {
  const before = admin.residentMib();
  let [lines, most] = [0, before];
  const sampling = setInterval(() => { most = Math.max(most, admin.residentMib()); }, 50);
  const begun = performance.now();
  try {
    const reply = await admin.get(path);
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${(await reply.text()).slice(0, 300)}`);
    for await (const chunk of reply.body) {
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) lines += 1;
    }
  } finally {
    clearInterval(sampling);
  }
  const [seconds, growth] = [(performance.now() - begun) / 1000, most - before];
  const rows = Math.max(0, lines - 1); // without the header
  const perSecond = rows / seconds;
  const holds = perSecond >= rowsPerSecondMin && growth < growthMibMax;
  return {
    holds,
    text: `CSV export: ${rows} rows in ${seconds.toFixed(1)} s, ${perSecond.toFixed(0)} rows/s (target ${rowsPerSecondMin}), ${growth.toFixed(0)} MiB more (target below ${growthMibMax})${holds ? '' : '  MISSED'}`,
  };
}
