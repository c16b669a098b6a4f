// /api/requests: what happened to each request, and why it was refused. Only the proxies write it.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequestRepository } from '#database/requests';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { Me } from '../access/signed-in.js';
import { notFound } from '../http/not-found.js';
import { parseRequestFilter } from './parse-request-filter.js';
import { parseCursor, renderCursor, renderRequest } from './render-request.js';
import { RequestDto, RequestListDto, RequestQueryDto } from './request.dto.js';

@ApiTags('requests')
@Controller('api/requests')
export class RequestsController {
  constructor(private readonly requests: RequestRepository) {}

  /** Newest first, of the projects in which the member may see them. They are kept for `REQUEST_RETENTION_DAYS`. */
  @Get() @Requires('request:read')
  async list(@Me() me: Principal, @Query() query: RequestQueryDto): Promise<RequestListDto> {
    const { limit = 50, cursor } = query;
    const { rows, next } = await this.requests.list({ limit, after: parseCursor(cursor) }, parseRequestFilter(me, query));
    return { data: rows.map(renderRequest), nextCursor: next && renderCursor(next) };
  }

  /** By the `x-request-id` of its answer: how it ended, why it was refused, which targets were tried. Some moments after its end. */
  @Get(':id') @Requires('request:read', { request: 'id' })
  async get(@Param('id') id: string): Promise<RequestDto> {
    const row = await this.requests.find(id);
    if (row === undefined) throw notFound('request');
    return renderRequest(row);
  }
}
