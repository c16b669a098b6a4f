// One command line, from its words to its exit code. main.ts is its edge to the system.
import { CommanderError } from 'commander';
import { renderFailure } from './failure.js';
import type { Io } from './io.js';
import { makeProgram } from './program.js';

/** `words`: without the program's own name. 0: done; 1: not done, stderr says why; 2: `plan --exit-code` found something to do. */
export async function run(words: readonly string[], io: Io): Promise<number> {
  const { program, context } = makeProgram(io);
  try {
    await program.parseAsync(words, { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode; // it has said why
    io.stderr.write(`${renderFailure(error)}\n`);
    return 1;
  }
}
