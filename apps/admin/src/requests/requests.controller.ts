// /api/requests: what happened to each request, and why it was refused. Only the proxies write it.
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Author } from '#database/change';
import { RequestRepository } from '#database/requests';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { By, Me } from '../access/signed-in.js';
import { notFound } from '../http/not-found.js';
import { invalid } from '../http/validation.js';
import { parseRequestFilter } from './parse-request-filter.js';
import { parseCursor, renderCursor, renderExplained, renderRequest } from './render-request.js';
import { RequestBodiesService } from './request-bodies.service.js';
import { RequestTails } from './request-tails.js';
import { ExplainedRequestDto, RequestBodyDto, RequestListDto, RequestQueryDto, RequestTailQueryDto } from './request.dto.js';
import { sendEvents } from './send-events.js';

@ApiTags('requests')
@Controller('api/requests')
export class RequestsController {
  constructor(private readonly requests: RequestRepository, private readonly tails: RequestTails, private readonly bodies: RequestBodiesService) {}

  /** Newest first, of the projects in which the member may see them. They are kept for `REQUEST_RETENTION_DAYS`. */
  @Get() @Requires('request:read')
  async list(@Me() me: Principal, @Query() query: RequestQueryDto): Promise<RequestListDto> {
    const { limit = 50, cursor } = query;
    const { rows, next } = await this.requests.list({ limit, after: parseCursor(cursor) }, parseRequestFilter(me, query));
    return { data: rows.map(renderRequest), nextCursor: next && renderCursor(next) };
  }

  /**
   * The rows as they are written, as server-sent events without end; comments between them. Needs `Accept: text/event-stream`. It
   * ends with the session, and with the last permission to see any.
   */
  @Get('tail') @Requires('request:read') @ApiProduces('text/event-stream') @ApiOkResponse({ schema: { type: 'string' } })
  async tail(@Query() query: RequestTailQueryDto, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!request.headers.accept?.includes('text/event-stream')) throw invalid([{ param: 'accept', message: 'accept must be text/event-stream: this answer has no end.' }]);
    await this.tails.follow(request, query, (events) => sendEvents(events, response));
  }

  /** By the `x-request-id` of its answer: how it ended, why it was refused, which targets were tried and why. Some moments after its end. */
  @Get(':id') @Requires('request:read', { request: 'id' })
  async get(@Param('id') id: string): Promise<ExplainedRequestDto> {
    const row = await this.requests.find(id);
    if (row === undefined) throw notFound('request');
    return renderExplained(row);
  }

  /** What was said in it, where its project keeps that (`keepBodies`). Whoever reads it is in the audit log. */
  @Get(':id/body') @Requires('request:read-body', { request: 'id' })
  async body(@By() by: Author, @Param('id') id: string): Promise<RequestBodyDto> {
    return this.bodies.read(by, id);
  }
}
