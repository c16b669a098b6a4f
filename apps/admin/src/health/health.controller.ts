// Whether this process is alive, and whether it should be sent requests: without Postgres it can answer nothing.
import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Database } from '#database/database';
import { ServingState } from '#server/stop/serving-state';
import { Public } from '../access/route-access.js';
import { HealthDto, ReadinessDto } from './health.dto.js';

@ApiTags('health') @Public()
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database, private readonly serving: ServingState) {}

  @Get('live')
  live(): HealthDto {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadinessDto> {
    const reason = this.serving.stopping ? 'stopping' : await this.database.isReachable() ? undefined : 'database_unreachable';
    if (reason === undefined) return { status: 'ok', reasons: [] };
    response.status(503);
    return { status: 'unavailable', reasons: [reason] };
  }
}
