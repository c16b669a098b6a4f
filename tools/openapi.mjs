// Writes apps/admin/openapi.json from the built admin API, apps/admin/openapi.d.ts (its types, for clients) from that, and
// aiproxy.schema.json (of the configuration file, for editors).
// `--check`: writes nothing and fails when the committed files are not what the code says.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTypes, { astToString } from 'openapi-typescript';
import { build } from './build.mjs';

build();
const { makeAdminApp } = await import('../dist/apps/admin/src/create-admin.js');
const { makeDocument } = await import('../dist/apps/admin/src/documents.js');
const { readAdminEnv } = await import('../dist/apps/admin/src/env.js');
const { fileSchema } = await import('../dist/apps/admin/src/configuration/file-schema.js');

// Nothing is asked of the database before the app is initialised, and it never is here.
const app = await makeAdminApp(readAdminEnv({ LOG_LEVEL: 'silent' }), 'postgresql://nowhere.invalid/none');
const document = JSON.parse(JSON.stringify(makeDocument(app)));
const heading = '// Made by `npm run openapi` from openapi.json. Do not edit.\n\n';
const files = {
  'apps/admin/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'apps/admin/openapi.d.ts': heading + astToString(await openapiTypes(document, { alphabetize: true })),
  'aiproxy.schema.json': `${JSON.stringify(fileSchema(), null, 2)}\n`,
};

const stale = Object.entries(files).filter(([name, text]) => textOf(name) !== text);
if (process.argv.includes('--check')) {
  if (stale.length > 0) process.stderr.write(`Not what the code says: ${stale.map(([name]) => name).join(', ')}. Run "npm run openapi".\n`);
  process.exit(stale.length > 0 ? 1 : 0);
}
for (const [name, text] of stale) writeFileSync(pathOf(name), text);
process.stdout.write(stale.length > 0 ? `Written: ${stale.map(([name]) => name).join(', ')}\n` : 'Nothing has changed.\n');
process.exit(0);

function pathOf(name) {
  return join(import.meta.dirname, '..', name);
}

function textOf(name) {
  try {
    return readFileSync(pathOf(name), 'utf8');
  } catch {
    return undefined;
  }
}
