import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { checker } from '#server/validate/checker';
import { Requires } from '../gate/route-access.js';
import { idempotencyKeyHeader } from '../idempotency/idempotency-key.js';
import { Door } from './door.js';
import { ChatCompletionRequest } from './dto/chat-completion-request.dto.js';

const check = checker(ChatCompletionRequest);

/** POST /v1/chat/completions. Registered first: routes ahead of the hot one cost. */
@ApiTags('chat') @ApiBearerAuth()
@Controller('v1/chat/completions')
export class ChatController {
  constructor(@Inject(Door) private readonly door: Door) {}

  @ApiOperation({ summary: 'Answer a conversation', description: 'Plain, or as server-sent events with `stream: true`.' })
  @ApiHeader(idempotencyKeyHeader)
  @ApiBody({ type: ChatCompletionRequest })
  @Post() @HttpCode(200) @Requires('chat:write')
  create(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.answer('chat', check, request, response);
  }
}
