import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Endpoint } from '#providers/provider';
import { checker } from '#server/validate/checker';
import { callerOf } from '../gate/caller.js';
import { Requires } from '../gate/route-access.js';
import { preferredProvider } from '../relay/accept.js';
import { ExplainedRoutes } from '../relay/routes/explained-routes.js';
import { Door } from './door.js';
import { Route, RouteRequest } from './dto/route.dto.js';

const check = checker(RouteRequest);

/** POST /v1/route/explain: where a request would go. From memory: no provider is called, nothing is booked. */
@ApiTags('models') @ApiBearerAuth()
@Controller('v1/route')
export class RouteController {
  constructor(@Inject(Door) private readonly door: Door, @Inject(ExplainedRoutes) private readonly routes: ExplainedRoutes) {}

  @ApiOperation({
    summary: 'Tell which targets a request would be tried at, and why not at the others',
    description: 'Takes the body of a request, of which only `model` is needed. No provider is called and nothing is booked.',
  })
  @ApiBody({ type: RouteRequest })
  @ApiOkResponse({ type: Route })
  @Post('explain') @HttpCode(200) @Requires('models:read')
  async explain(@Req() request: Request): Promise<Route> {
    const body = await this.door.read(check, request);
    return this.routes.explain({
      caller: callerOf(request), body,
      asked: body.value('model') as string,
      endpoint: (body.value('endpoint') as Endpoint | null | undefined) ?? 'chat',
      preferred: preferredProvider(body.value('provider')),
    });
  }
}
