// Writes .env.example from the declarations, so that the page that people read cannot differ from what is read.
import { renderExpectation } from './parse-variable.js';
import type { EnvVariable } from './variable.js';

/** The whole file. Every variable is commented out with its default, or with nothing where there is none. */
export function renderEnvExample(variables: readonly EnvVariable[]): string {
  const entries = variables.map((variable) => {
    const preset = 'default' in variable && variable.default !== undefined ? String(variable.default) : '';
    const kind = variable.kind === 'string' ? '' : ` (${renderExpectation(variable)})`;
    return `# ${variable.description}${kind}.\n# ${variable.name}=${preset}\n`;
  });
  return `# Copy to .env and uncomment what you change; the values here are the defaults.\n\n${entries.join('\n')}`;
}
