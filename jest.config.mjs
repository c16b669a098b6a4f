// Nest 12 is ESM-only and @nestjs/throttler 6 is CommonJS that require()s it, which Jest can do on Node >= 24.9 only.
// So tests run as CommonJS: swc compiles our sources and the ESM packages of node_modules (Jest caches both).
// What we ship stays ESM (`nest build`).
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const rootDir = import.meta.dirname;
const json = (file) => JSON.parse(readFileSync(`${rootDir}/${file}`, 'utf8'));
const isEsm = (dir) => {
  try {
    return json(`${dir}/package.json`).type === 'module';
  } catch {
    return false;
  }
};
const esmPackages = Object.keys(json('node_modules/.package-lock.json').packages).filter(isEsm);

const jsc = { target: 'es2022', keepClassNames: true };
const ts = {
  jsc: {
    ...jsc,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
const js = { jsc: { ...jsc, parser: { syntax: 'ecmascript' } }, module: { type: 'commonjs' }, sourceMaps: false };

/** @type {import('jest').Config} */
export default {
  rootDir,
  testEnvironment: 'node',
  // Most suites wait for servers more than they compute: on two cores, too, two of them run at a time.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // Compiled modules stay in a worker's memory: one that has grown is made anew.
  workerIdleMemoryLimit: '2GB',
  // 'source' is a condition of package.json "imports": tests run the sources, not dist.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  // One embedded Postgres for the whole run, started by the first suite that asks for a database.
  globalSetup: '<rootDir>/libs/database/test/server-setup.mjs',
  globalTeardown: '<rootDir>/libs/database/test/server-teardown.mjs',
  roots: ['<rootDir>/apps', '<rootDir>/libs'],
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1'], // './x.js' -> ./x.ts
    '^(@prisma/client/runtime/.*)\\.mjs$': '$1.js', // the CommonJS twins of Prisma's runtime files
  },
  transform: { '^.+\\.ts$': ['@swc/jest', ts], '^.+\\.m?js$': ['@swc/jest', js] },
  transformIgnorePatterns: [`^(?!${rootDir}/(${esmPackages.join('|')})/(?!node_modules/)).*/node_modules/`],
};
