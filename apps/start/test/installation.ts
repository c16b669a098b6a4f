// One installation under test: the built program as a real process, in a directory and with an environment of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const projectRoot = join(import.meta.dirname, '..', '..', '..');

export interface Exit { code: number | null; stdout: string; stderr: string }

export interface Serving {
  /** What the terminal showed. */
  greeting: string;
  /** `http://host:port` */
  address: string;
  process: ChildProcess;
  exited: Promise<Exit>;
}

/** Makes `dist/` what the sources say; the suite's first step, since what is shipped is what is tested. */
export async function build(): Promise<void> {
  const { code, stderr } = await ended(spawn(process.execPath, [join(projectRoot, 'tools', 'build.mjs')]));
  if (code !== 0) throw new Error(stderr);
}

export class Installation {
  readonly directory = mkdtempSync(join(tmpdir(), 'aiproxy-start-'));
  private readonly processes: ChildProcess[] = [];

  constructor() {
    chmodSync(this.directory, 0o755); // as root the database's user has to enter
  }

  /** Runs `main` or `key` in this directory. */
  run(program: 'main' | 'key', env: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn(process.execPath, [join(projectRoot, 'dist', 'apps', 'start', 'src', `${program}.js`)], {
      cwd: this.directory,
      env: { PATH: process.env.PATH, PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'error', ...env },
    });
    this.processes.push(child);
    return child;
  }

  /** Until it serves. Rejects with what it said when it ends instead. */
  async start(env?: NodeJS.ProcessEnv): Promise<Serving> {
    const child = this.run('main', env);
    const exited = ended(child);
    const greeting = await new Promise<string>((shown, failed) => {
      let text = '';
      child.stdout!.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('Ctrl-C')) shown(text);
      });
      void exited.then(({ stdout, stderr }) => failed(new Error(`It did not start:\n${stdout}${stderr}`)));
    });
    const [address] = /http:\/\/[^/]+/.exec(greeting)!;
    return { greeting, address, process: child, exited };
  }

  /** Until it has ended by itself. */
  fail(env: NodeJS.ProcessEnv): Promise<Exit> {
    return ended(this.run('main', env));
  }

  /** The pid of its embedded Postgres; undefined when that is stopped. */
  get postgres(): number | undefined {
    try {
      return Number(readFileSync(join(this.directory, '.data', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    } catch {
      return undefined;
    }
  }

  remove(): void {
    for (const child of this.processes) child.kill('SIGKILL');
    if (this.postgres) process.kill(this.postgres, 'SIGQUIT');
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

export function ended(child: ChildProcess): Promise<Exit> {
  let [stdout, stderr] = ['', ''];
  child.stdout!.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done) => child.once('close', (code) => done({ code, stdout, stderr })));
}
