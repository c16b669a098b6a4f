// Reads the whole environment once at start, so that a mistake in it stops the process with a message that says which
// variable to change, instead of surprising somebody's request later.
import { coreVariables } from './core-variables.js';
import { type EnvValue, parseVariable, renderExpectation } from './parse-variable.js';
import type { Env, EnvVariable } from './variable.js';

/** `message` is for people and whole: one line per bad variable. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

/**
 * The core variables and those passed in (a provider's), typed, defaults filled in. A variable set to nothing counts as
 * absent, as compose files write it. Throws one EnvError that lists everything wrong at once.
 */
export function readEnv<const Extra extends readonly EnvVariable[] = []>(
  source: NodeJS.ProcessEnv, extra?: Extra,
): Env<typeof coreVariables> & Env<Extra> {
  const values: Record<string, EnvValue | undefined> = {};
  const mistakes: string[] = [];
  for (const variable of [...coreVariables, ...(extra ?? [])]) {
    const text = source[variable.name]?.trim() ?? '';
    const value = text === '' ? defaultOf(variable) : parseVariable(variable, text);
    if (text !== '' && value === undefined) mistakes.push(renderMistake(variable, text));
    values[variable.name] = value;
  }
  if (mistakes.length > 0) throw new EnvError(`The environment is not right:\n${mistakes.join('\n')}`);
  return values as Env<typeof coreVariables> & Env<Extra>;
}

function defaultOf(variable: EnvVariable): EnvValue | undefined {
  return variable.kind === 'cidr-list' || variable.kind === 'origin-list' ? [] : variable.default;
}

function renderMistake(variable: EnvVariable, text: string): string {
  const given = variable.secret === true ? 'what is set' : JSON.stringify(text.slice(0, 80));
  return `  ${variable.name} must be ${renderExpectation(variable)}; ${given} is not.`;
}
