import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { emptyDatabase } from '../test/fresh-database.js';

const projectRoot = join(import.meta.dirname, '..', '..', '..');

test('schema.prisma says what the migrations make', async () => {
  const { url, drop } = await emptyDatabase(); // the migrations are played into a shadow database beside it
  const prisma = join(projectRoot, 'node_modules', 'prisma', 'build', 'index.js');
  const diff = ['migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma', '--exit-code'];
  const { stdout } = await promisify(execFile)(process.execPath, [prisma, ...diff], { cwd: projectRoot, env: { ...process.env, DATABASE_URL: url } });
  expect(stdout).toContain('No difference detected');
  await drop();
}, 60_000);
