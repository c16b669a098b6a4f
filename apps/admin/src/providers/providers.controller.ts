// /api/providers: who can be connected, and who is. Read-only: the registry is code.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '../access/route-access.js';
import { renderPage } from '../http/list-query.dto.js';
import { ProviderDto, ProviderListDto, ProviderQueryDto } from './provider.dto.js';
import { ProvidersService, type ProviderFacts } from './providers.service.js';

@ApiTags('providers')
@Controller('api/providers')
export class ProvidersController {
  constructor(private readonly providers: ProvidersService) {}

  @Get() @Requires('provider:read')
  async list(@Query() query: ProviderQueryDto): Promise<ProviderListDto> {
    return renderPage(await this.providers.list(query), renderProvider);
  }

  @Get(':id') @Requires('provider:read')
  async get(@Param('id') id: string): Promise<ProviderDto> {
    return renderProvider(await this.providers.get(id));
  }
}

function renderProvider({ provider, connected, byEnvironment, credentials }: ProviderFacts): ProviderDto {
  const { id, name, dialect, endpoints, baseUrl, billing } = provider;
  return {
    id, name, dialect: dialect.id, endpoints: [...endpoints], baseUrl: provider.respond ? null : baseUrl, billing, needsSecret: provider.credential === 'required',
    connected, environmentCredential: byEnvironment ? `env:${id}` : null, credentials,
  };
}
