import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Endpoint } from '#providers/provider';
import { ApiError } from '#server/errors/api-error';
import { checker, type Check } from '#server/validate/checker';
import { callerOf } from '../gate/caller.js';
import { Requires } from '../gate/route-access.js';
import { preferredProvider } from '../relay/accept.js';
import { ExplainedRoutes } from '../relay/routes/explained-routes.js';
import { Door } from './door.js';
import { ChatCompletionRequest } from './dto/chat-completion-request.dto.js';
import { CompletionRequest } from './dto/completion-request.dto.js';
import { EmbeddingRequest } from './dto/embedding-request.dto.js';
import { Route, RouteRequest } from './dto/route.dto.js';

const check = checker(RouteRequest);
/** Each endpoint's own requests, and the field that says what one is about. */
const requests: Record<Endpoint, { about: string; check: Check }> = {
  chat: { about: 'messages', check: checker(ChatCompletionRequest) },
  completions: { about: 'prompt', check: checker(CompletionRequest) },
  embeddings: { about: 'input', check: checker(EmbeddingRequest) },
};

/** POST /v1/route/explain: where a request would go. From memory: no provider is called, nothing is booked. */
@ApiTags('models') @ApiBearerAuth()
@Controller('v1/route')
export class RouteController {
  constructor(@Inject(Door) private readonly door: Door, @Inject(ExplainedRoutes) private readonly routes: ExplainedRoutes) {}

  @ApiOperation({
    summary: 'Tell which targets a request would be tried at, and why not at the others',
    description: 'Takes the body of a request, of which only `model` is needed, and its headers. No provider is called and nothing is booked.',
  })
  @ApiBody({ type: RouteRequest })
  @ApiOkResponse({ type: Route })
  @Post('explain') @HttpCode(200) @Requires('models:read')
  async explain(@Req() request: Request): Promise<Route> {
    const body = await this.door.read(check, request);
    const endpoint = (body.value('endpoint') as Endpoint | null | undefined) ?? 'chat';
    const { about, check: checkWhole } = requests[endpoint];
    const whole = body.fields.has(about);
    const problem = whole ? checkWhole(body.shape()) : undefined;
    if (problem) throw new ApiError('invalid_request', { param: problem.param, message: problem.message });
    const question = { caller: callerOf(request), body, asked: body.value('model') as string, endpoint, preferred: preferredProvider(body.value('provider')) };
    return this.routes.explain(question, { headers: request.headers, whole });
  }
}
