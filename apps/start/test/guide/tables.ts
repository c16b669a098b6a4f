// The parts of the guide that are made from declarations: the environment, the configuration file, the list of pages. They stand in a page
// between `<!-- generated: name -->` and `<!-- end -->`.
import { coreVariables } from '#server/env/core-variables';
import { renderExpectation } from '#server/env/parse-variable';
import type { EnvVariable } from '#server/env/variable';
import { adminVariables } from '#admin/env';
import { providerVariables } from '#proxy/env';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from './markdown-table.js';
import { renderSchema, type Schema } from './schema-tables.js';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../aiproxy.schema.json'), 'utf8')) as Schema;

export const generated: Readonly<Record<string, () => string>> = {
  'every process': () => renderVariables(coreVariables),
  'the admin API': () => renderVariables(adminVariables),
  providers: () => renderVariables(providerVariables),
  'aiproxy.yaml': () => renderSchema(schema),
};

const part = /(<!-- generated: (.+?) -->\n)[\s\S]*?(<!-- end -->)/g;

/** The page with its generated parts as they have to be. Throws for one that nobody makes. */
export function renew(page: string): string {
  return page.replaceAll(part, (_, begin: string, name: string, end: string) => {
    const make = generated[name];
    if (!make) throw new Error(`Nobody makes "${name}": there are ${Object.keys(generated).join(', ')}.`);
    return `${begin}\n${make()}\n${end}`;
  });
}

/** The names of the parts that a page has. */
export function partsOf(page: string): string[] {
  return [...page.matchAll(part)].map(([, , name]) => name);
}

function renderVariables(variables: readonly EnvVariable[]): string {
  const presetOf = (variable: EnvVariable) => ('default' in variable && variable.default !== undefined ? `\`${String(variable.default)}\`` : '');
  return markdownTable(['variable', 'what it is', 'value', 'default'],
    variables.map((variable) => [`\`${variable.name}\``, variable.description, renderExpectation(variable), presetOf(variable)]));
}
