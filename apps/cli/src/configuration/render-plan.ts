// A plan for people: each step, and under it what it changes.
import { plain } from '../output/plain.js';

export interface Step {
  action: string;
  resource: string;
  name: string;
  changes: readonly { field: string; before?: unknown; after?: unknown }[];
}

/** Ends with a line break. */
export function renderSteps(steps: readonly Step[]): string {
  const actions = widthOf(steps.map(({ action }) => action));
  const resources = widthOf(steps.map(({ resource }) => resource));
  return steps.map(({ action, resource, name, changes }) => [
    `${action.padEnd(actions)}  ${resource.padEnd(resources)}  ${name}`,
    ...changes.map(({ field, before, after }) => `${' '.repeat(actions + 2)}${field}: ${renderChange(before, after)}`),
  ].map((line) => `${plain(line)}\n`).join('')).join('');
}

const widthOf = (texts: string[]) => Math.max(0, ...texts.map(({ length }) => length));

export const countSteps = (steps: readonly Step[]) => (steps.length === 1 ? '1 step' : `${steps.length} steps`);

function renderChange(before: unknown, after: unknown): string {
  if (before === undefined || before === null) return renderValue(after);
  return `${renderValue(before)} -> ${renderValue(after)}`;
}

function renderValue(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
