// Lets Nest's own words go into our log.
import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  /** The framework's account of its own start is for whoever looks for a fault. */
  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  /** Nest puts the context last and may put a stack before it or in its place; stacks are left out, as everywhere. */
  private write(level: 'info' | 'warn' | 'error' | 'debug', message: unknown, rest: unknown[]): void {
    const last = rest.at(-1);
    const context = typeof last === 'string' && !last.includes('\n') ? last : undefined;
    const err = message instanceof Error ? message : undefined;
    this.logger[level]({ context, err }, typeof message === 'string' ? message : 'message of the framework');
  }
}
