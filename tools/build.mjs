// Builds what `npm start` runs, when its sources are not those of the last build: the database client, then the program (into dist/).
// `npm run build` is this file.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { alone } from './build-lock.mjs';

const root = join(import.meta.dirname, '..');
const generated = 'libs/database/src/generated';

/** The database client, from prisma/schema.prisma. */
export function generateClient() {
  whenChanged(join(generated, '.fingerprint'), ['prisma/schema.prisma', 'package-lock.json'], () => {
    run('Generating the database client', 'node_modules/prisma/build/index.js', ['generate']);
  });
}

/** The program with its libraries. */
export function build() {
  generateClient();
  const sources = ['apps', 'libs'].flatMap(listSources);
  whenChanged('dist/.fingerprint', [...sources, 'package-lock.json', 'tsconfig.json', 'nest-cli.json', 'prisma/schema.prisma'], () => {
    run('Building (only when sources changed)', 'node_modules/@nestjs/cli/bin/nest.js', ['build', 'start']);
  });
}

function whenChanged(stamp, files, work) {
  const [fingerprint, path] = [fingerprintOf(files), join(root, stamp)];
  const isBuilt = () => existsSync(path) && readFileSync(path, 'utf8') === fingerprint;
  if (isBuilt()) return;
  alone(join(root, 'dist', '.building'), () => {
    if (isBuilt()) return; // by whom we waited for
    work();
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, fingerprint);
  });
}

function fingerprintOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file))).update('\0');
  return hash.digest('hex');
}

function listSources(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !entry.name.endsWith('spec.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith(generated) && !/\/(test|node_modules)\//.test(file))
    .sort();
}

/** What a step says is shown only when it fails. Progress goes to stderr: stdout belongs to the program that follows. */
function run(title, script, args) {
  process.stderr.write(`${title} …`);
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, encoding: 'utf8' });
  process.stderr.write(status === 0 ? ` ${((performance.now() - begun) / 1000).toFixed(1)} s\n` : ' failed\n');
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`);
    process.exit(1);
  }
}

if (process.argv[1] === import.meta.filename) build();
