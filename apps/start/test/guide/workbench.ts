// Where the blocks of one page are run: a directory of its own, bash, and an environment that goes from block to block by `export`.
// `npx aiproxy` is the built command line there, `curl` fails when the server refuses, TypeScript is stripped of its types for Node.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { transformSync } from '@swc/core';
import type { Block } from './read-guide.js';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const longestMs = 30_000;

export interface Product {
  /** `http://127.0.0.1:3000` in the guide is this. */
  proxy: string;
  /** `http://127.0.0.1:3001` */
  admin: string;
  env: Record<string, string>;
}

export class Workbench {
  readonly directory = mkdtempSync(join(tmpdir(), 'aiproxy-guide-'));
  private readonly programs = join(this.directory, '.programs');
  private readonly state = join(this.directory, '.exported');

  constructor(private readonly product: Product) {
    mkdirSync(this.programs);
    symlinkSync(join(root, 'node_modules'), join(this.directory, 'node_modules'));
    this.program('npx', `[ "$1" = aiproxy ] && shift && exec ${process.execPath} ${join(root, 'dist', 'apps', 'cli', 'src', 'main.js')} "$@"\necho "The guide's tests know no npx $1." >&2\nexit 1`);
    this.program('curl', `exec ${findProgram('curl') ?? 'curl'} --fail-with-body --silent --show-error "$@"`);
  }

  /** Rejects with all that it said when it fails, or when it is marked `refused` and does not. */
  async run(block: Block): Promise<string> {
    const { code, output } = await this.execute(block);
    const expected = block.mark === 'refused' ? code === 22 : code === 0;
    if (!expected) throw new Error(`docs/${block.page}:${block.line} ended with ${code}${block.mark === 'refused' ? ' (a refused request is 22)' : ''}:\n${output}`);
    return output;
  }

  /** A block that is a file (`yaml aiproxy.yaml`) lies in the directory for those after it. */
  write({ mark, text }: Block): void {
    writeFileSync(join(this.directory, mark), this.here(text));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }

  private execute(block: Block) {
    const text = this.here(block.text);
    if (block.language === 'ts') {
      const file = join(this.directory, `line-${block.line}.mjs`);
      const { code } = transformSync(text, { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } });
      writeFileSync(file, code);
      return this.bash(`node ${file}`);
    }
    return this.bash(text);
  }

  private bash(text: string): Promise<{ code: number | null; output: string }> {
    const before = existsSync(this.state) ? `source ${this.state}\n` : '';
    const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', `${before}trap 'export -p > ${this.state}' EXIT\n${text}`], {
      cwd: this.directory,
      env: { HOME: this.directory, ...this.product.env, PATH: `${this.programs}:${process.env.PATH}` },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longestMs,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return new Promise((done) => child.once('close', (code) => done({ code, output })));
  }

  /** The guide's addresses are the product's. */
  private here(text: string): string {
    return text.replaceAll('http://127.0.0.1:3000', this.product.proxy).replaceAll('http://127.0.0.1:3001', this.product.admin);
  }

  private program(name: string, text: string): void {
    const path = join(this.programs, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
  }
}

export function findProgram(name: string): string | undefined {
  return (process.env.PATH ?? '').split(delimiter).map((directory) => join(directory, name)).find((path) => existsSync(path));
}
