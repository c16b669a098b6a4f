// Whether this process is alive, and whether it should be sent requests. For load balancers, without a key.
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Counters } from '#counters/counters';
import { isCountingShared } from '#counters/open-counters';
import { Snapshot } from '#database/snapshot';
import { Clock } from '#server/clock';
import { readiness } from '#server/health/readiness';
import { ServingState } from '#server/stop/serving-state';
import { GateOptions } from '../gate/gate-options.js';
import { countersToken } from '../gate/rate-storage.js';
import { Public } from '../gate/route-access.js';

@ApiTags('health') @Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly snapshot: Snapshot,
    private readonly serving: ServingState,
    private readonly clock: Clock,
    private readonly options: GateOptions,
    @Inject(countersToken) private readonly counters: Counters,
  ) {}

  @Get('live')
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  ready(@Res({ passthrough: true }) response: Response) {
    const { httpStatus, body } = readiness({
      stopping: this.serving.stopping,
      isLoaded: this.snapshot.isLoaded,
      ageMs: this.snapshot.ageMs(this.clock.now()),
      staleMaxMs: this.options.keyStaleMaxMs,
      isCountingShared: isCountingShared(this.counters),
    });
    response.status(httpStatus);
    return body;
  }
}
