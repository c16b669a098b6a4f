// The process's one log: JSON lines on standard output. What is logged are our own few fields; the redaction is the net
// under that rule, not the rule.
import { type DestinationStream, type Logger, pino } from 'pino';
import { describeFailure } from '../errors/describe-failure.js';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

const neverLogged = ['authorization', 'cookie', 'headers', 'body', 'secret', 'apiKey', 'password', 'token', 'prompt', 'messages'];

/** Writes are synchronous: a line costs 2 µs and none is lost when the process dies. `destination` is for tests. */
export function createLogger(level: LogLevel, destination: DestinationStream = pino.destination(1)): Logger {
  return pino({
    level,
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // Messages and stacks of errors can quote what a caller sent.
    serializers: { err: describeFailure, error: describeFailure },
    redact: { paths: neverLogged.flatMap((name) => [name, `*.${name}`]), remove: true },
  }, destination);
}
