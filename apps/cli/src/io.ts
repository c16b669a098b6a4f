// What a command sees of the world around it, so that tests can be that world. main.ts makes the real one.
import type { Readable, Writable } from 'node:stream';

export interface Io {
  env: NodeJS.ProcessEnv;
  stdin: Readable;
  /** What was asked for, and nothing else: a program may read it. */
  stdout: Writable;
  /** Everything that is said to people. */
  stderr: Writable;
  /** Whether somebody sits there who can be asked. */
  isTerminal: boolean;
  now(): Date;
}
