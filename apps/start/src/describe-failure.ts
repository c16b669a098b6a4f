// Why a start failed, for whoever reads the terminal: one line that says what to do, never a stack.
import { DatabaseError } from '#database/errors';
import { EnvError } from '#server/env/read-env';

interface Listening { HOST: string; PORT: number; ADMIN_PORT: number }

/** `listen`: what was asked for. */
export function describeFailure(error: unknown, listen: Listening | undefined): string {
  if (error instanceof EnvError || error instanceof DatabaseError) return error.message;
  const { code, syscall, message, port } = error as NodeJS.ErrnoException & { port?: number };
  if (listen && (syscall === 'listen' || syscall === 'getaddrinfo')) return listenFailure(code, listen, port);
  return `AIProxy could not start: ${message ?? String(error)}`;
}

function listenFailure(code: string | undefined, { HOST, PORT, ADMIN_PORT }: Listening, port = PORT): string {
  const variable = port === ADMIN_PORT ? 'ADMIN_PORT' : 'PORT';
  switch (code) {
    case 'EADDRINUSE': return `Port ${port} of ${HOST} is taken by another program. Stop it, or set ${variable} to another one.`;
    case 'EACCES': return `This user may not listen on port ${port}. Set ${variable} to one above 1023.`;
    default: return `Cannot listen on ${HOST} (${code}). Set HOST to an address of this machine.`;
  }
}
