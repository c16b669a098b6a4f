// Why a start failed, for whoever reads the terminal: one line that says what to do, never a stack.
import { DatabaseError } from '#database/errors';
import { EnvError } from '#server/env/read-env';

/** `HOST` and `PORT` as they were asked for. */
export function describeFailure(error: unknown, listen: { HOST: string; PORT: number } | undefined): string {
  if (error instanceof EnvError || error instanceof DatabaseError) return error.message;
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (listen && (syscall === 'listen' || syscall === 'getaddrinfo')) return listenFailure(code, listen.HOST, listen.PORT);
  return `AIProxy could not start: ${message ?? String(error)}`;
}

function listenFailure(code: string | undefined, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE': return `Port ${port} of ${host} is taken by another program. Stop it, or set PORT to another one.`;
    case 'EACCES': return `This user may not listen on port ${port}. Set PORT to one above 1023.`;
    default: return `Cannot listen on ${host} (${code}). Set HOST to an address of this machine.`;
  }
}
