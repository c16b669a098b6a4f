// The last resort of every request: whatever was thrown becomes one answer in OpenAI's shape, whatever threw it.
import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { sendRefusal } from '../http/send-refusal.js';
import { processingMs } from '../http/stamp-request.js';
import { ApiError, ClientGone } from './api-error.js';
import { describeFailure } from './describe-failure.js';
import { allowedMethods } from './find-route.js';
import { parseException } from './parse-exception.js';

@Catch()
export class ErrorFilter implements ExceptionFilter {
  /** `explain`: an app's own word on errors of the rooms below; undefined for what it does not know. */
  constructor(private readonly logger: Logger, private readonly explain: (exception: unknown) => ApiError | undefined = () => undefined) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (exception instanceof ClientGone) {
      response.destroy();
      return;
    }
    const error = unrouted(exception, request) ?? this.explain(exception) ?? parseException(exception);
    request.errorCode = error.code;
    if (error.status >= 500) this.log(exception, error, request);
    if (response.headersSent) {
      // Half an answer cannot be taken back; a cut connection at least does not look like a whole one.
      if (!response.writableEnded) response.destroy();
      return;
    }
    write(error, request, response);
  }

  private log(exception: unknown, error: ApiError, { requestId }: Request): void {
    const failure = exception === error ? undefined : describeFailure(exception);
    this.logger.error({ requestId, status: error.status, code: error.code, internal: error.internal, failure }, 'request failed');
  }
}

/** Nest says 404 for a wrong method, too. Only where no route took the request: a 404 of a handler stays its own. */
function unrouted(exception: unknown, request: Request): ApiError | undefined {
  if (!(exception instanceof NotFoundException) || request.route !== undefined) return undefined;
  const methods = allowedMethods(request);
  if (methods.length === 0) return new ApiError('unknown_url');
  const message = `${request.method} is not allowed here. Use ${methods.join(', ')}.`;
  return new ApiError('method_not_allowed', { message, headers: { allow: methods.join(', ') } });
}

function write(error: ApiError, request: Request, response: Response): void {
  response.statusCode = error.status;
  response.setHeader('content-type', 'application/json');
  // No 401 may differ from another one, in its timing neither.
  if (error.status !== 401) response.setHeader('openai-processing-ms', processingMs(request));
  for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
  sendRefusal(request, response, Buffer.from(JSON.stringify(error.body())));
}
