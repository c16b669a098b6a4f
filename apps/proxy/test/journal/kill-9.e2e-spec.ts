import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { emptyDatabase } from '#database-test/fresh-database';

const root = join(import.meta.dirname, '../../../..');

it('a proxy killed at random moments has a row for every call that reached the upstream, none twice, and no gap in its numbers', async () => {
  const { url, drop } = await emptyDatabase();
  try {
    const child = spawn(process.execPath, [join(root, 'tools/crash.mjs'), '2'], { env: { ...process.env, DATABASE_URL: url }, stdio: ['ignore', 'pipe', 'inherit'] });
    const said = await text(child.stdout);
    expect(said).toMatch(/^calls without a row +0$/m);
    expect(said).toMatch(/^calls with more than one row +0$/m);
    expect(said).toMatch(/^gaps in processes' numbers +0$/m);
    expect(said).toMatch(/^journals left after a stop +0$/m);
    expect(Number(/^calls that reached the upstream +(\d+)$/m.exec(said)?.[1])).toBeGreaterThan(0);
  } finally {
    await drop();
  }
}, 300_000);
