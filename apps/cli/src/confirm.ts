// Asks before something is changed that cannot simply be taken back.
import { createInterface } from 'node:readline';
import { CliError } from './failure.js';
import type { Io } from './io.js';

/** Throws CliError unless somebody says yes. `instead`: how to say so beforehand, for where nobody can be asked. */
export async function confirm({ isTerminal, stdin, stderr }: Io, question: string, instead: string): Promise<void> {
  if (!isTerminal) throw new CliError(`There is no terminal to ask at: ${question} Say so with ${instead}.`);
  const terminal = createInterface({ input: stdin, output: stderr, prompt: `${question} [y/N] ` });
  const answer = await new Promise<string>((said) => {
    terminal.once('line', said);
    terminal.once('close', () => said('')); // the end of the input, or Ctrl-C
    terminal.prompt();
  });
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('Nothing was changed.');
}
