import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { checker } from '#server/validate/checker';
import { Requires } from '../gate/route-access.js';
import { idempotencyKeyHeader } from '../idempotency/idempotency-key.js';
import { Door } from './door.js';
import { EmbeddingRequest } from './dto/embedding-request.dto.js';

const check = checker(EmbeddingRequest);

/** POST /v1/embeddings. */
@ApiTags('embeddings') @ApiBearerAuth()
@Controller('v1/embeddings')
export class EmbeddingsController {
  constructor(@Inject(Door) private readonly door: Door) {}

  @ApiOperation({ summary: 'Turn texts into vectors', description: 'Asked in batches where the provider takes fewer at a time.' })
  @ApiHeader(idempotencyKeyHeader)
  @ApiBody({ type: EmbeddingRequest })
  @Post() @HttpCode(200) @Requires('embeddings:write')
  create(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.answer('embeddings', check, request, response);
  }
}
