// /api/circuits: how targets stand with the proxies. Read-only: what is over is found out by a call.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '../access/route-access.js';
import { renderPage } from '../http/list-query.dto.js';
import { CircuitListDto, CircuitQueryDto, type CircuitDto } from './circuit.dto.js';
import { CircuitsService, type CircuitFacts } from './circuits.service.js';

@ApiTags('circuits')
@Controller('api/circuits')
export class CircuitsController {
  constructor(private readonly circuits: CircuitsService) {}

  /** Each target with each credential that can reach it, by model and in the order that they are tried. A change shows after a second. */
  @Get() @Requires('provider:read')
  async list(@Query() query: CircuitQueryDto): Promise<CircuitListDto> {
    return renderPage(await this.circuits.list(query), renderCircuit);
  }
}

function renderCircuit({ target: { id, modelId, providerId, upstreamModel, region }, credentialId, state, row }: CircuitFacts): CircuitDto {
  const until = state === 'half-open' ? undefined : row?.until.toISOString();
  return {
    modelId, targetId: id, providerId, upstreamModel, region, credentialId, state,
    wholeCredential: row?.targetId === '', reason: row?.reason ?? null, since: row?.since.toISOString() ?? null, until: until ?? null,
  };
}
