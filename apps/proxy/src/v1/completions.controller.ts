import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { checker } from '#server/validate/checker';
import { Requires } from '../gate/route-access.js';
import { idempotencyKeyHeader } from '../idempotency/idempotency-key.js';
import { Door } from './door.js';
import { CompletionRequest } from './dto/completion-request.dto.js';

const check = checker(CompletionRequest);

/** POST /v1/completions. */
@ApiTags('completions') @ApiBearerAuth()
@Controller('v1/completions')
export class CompletionsController {
  constructor(@Inject(Door) private readonly door: Door) {}

  @ApiOperation({ summary: 'Complete a text', description: 'Chat models are asked through chat. Plain, or as server-sent events with `stream: true`.' })
  @ApiHeader(idempotencyKeyHeader)
  @ApiBody({ type: CompletionRequest })
  @Post() @HttpCode(200) @Requires('completions:write')
  create(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.answer('completions', check, request, response);
  }
}
