// A world for one command in this process: what it wrote is kept.
import { Readable, Writable } from 'node:stream';
import type { Io } from '../../src/io.js';
import { run } from '../../src/run.js';

export interface Ran { code: number; stdout: string; stderr: string }

export interface World { env?: NodeJS.ProcessEnv; stdin?: string | AsyncIterable<string>; isTerminal?: boolean; now?: Date }

/** Time stands still. */
export function makeIo({ env = {}, stdin = '', isTerminal = false, now = new Date() }: World = {}): { io: Io; written: () => Omit<Ran, 'code'> } {
  const [stdout, stderr] = [keeping(), keeping()];
  return {
    io: { env, stdin: Readable.from(typeof stdin === 'string' ? [stdin] : stdin), stdout: stdout.stream, stderr: stderr.stream, isTerminal, now: () => now },
    written: () => ({ stdout: stdout.text(), stderr: stderr.text() }),
  };
}

/** Words as a shell would pass them. */
export async function ran(words: readonly string[], world?: World): Promise<Ran> {
  const { io, written } = makeIo(world);
  const code = await run(words, io);
  return { code, ...written() };
}

function keeping() {
  const chunks: Buffer[] = [];
  const stream = new Writable({ write: (chunk: Buffer, _, done) => { chunks.push(chunk); done(); } });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
