// /api/credentials: our secrets at providers. They are written here, and never read.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import type { CredentialRecord } from '#database/credentials';
import { Requires } from '../access/route-access.js';
import { By } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { IfMatch } from '../http/version.js';
import { CredentialTests } from './credential-tests.js';
import {
  CreateCredentialDto, CredentialDto, CredentialListDto, CredentialQueryDto, CredentialTestDto, RotateCredentialDto, UpdateCredentialDto,
} from './credential.dto.js';
import { CredentialsService } from './credentials.service.js';

@ApiTags('providers')
@Controller('api/credentials')
export class CredentialsController {
  constructor(private readonly credentials: CredentialsService, private readonly tests: CredentialTests) {}

  @Get() @Requires('credential:read')
  async list(@Query() query: CredentialQueryDto): Promise<CredentialListDto> {
    return renderPage(await this.credentials.list(query), renderCredential);
  }

  @Post() @Requires('credential:write')
  async create(@By() by: Author, @Body() body: CreateCredentialDto): Promise<CredentialDto> {
    return renderCredential(await this.credentials.create(by, body));
  }

  /** Removed ones, too: the ledger names them. */
  @Get(':id') @Requires('credential:read')
  async get(@Param('id') id: string): Promise<CredentialDto> {
    return renderCredential(await this.credentials.get(id));
  }

  /** Changes what is given. With `If-Match` only the version that it names. */
  @Patch(':id') @Requires('credential:write')
  async update(@By() by: Author, @Param('id') id: string, @Body() body: UpdateCredentialDto, @IfMatch() version?: number): Promise<CredentialDto> {
    return renderCredential(await this.credentials.update(by, id, body, version));
  }

  /** Asks the provider for its list of models, which costs nothing; 10 seconds at most. 200 whatever came of it. */
  @Post(':id/test') @HttpCode(200) @Requires('credential:test')
  async test(@Param('id') id: string): Promise<CredentialTestDto> {
    const { outcome, message, models, testedAt } = await this.tests.run(id);
    return { outcome, message, models, testedAt: testedAt.toISOString() };
  }

  /** The one before is forgotten at once: make the new one at the provider first. */
  @Post(':id/rotate') @HttpCode(200) @Requires('credential:write')
  async rotate(@By() by: Author, @Param('id') id: string, @Body() { secret }: RotateCredentialDto, @IfMatch() version?: number): Promise<CredentialDto> {
    return renderCredential(await this.credentials.rotate(by, id, secret, version));
  }

  @Post(':id/disable') @HttpCode(200) @Requires('credential:write')
  async disable(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<CredentialDto> {
    return renderCredential(await this.credentials.setDisabled(by, id, true, version));
  }

  @Post(':id/enable') @HttpCode(200) @Requires('credential:write')
  async enable(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<CredentialDto> {
    return renderCredential(await this.credentials.setDisabled(by, id, false, version));
  }

  /** Wipes the secret for good. 409 while a target is to use it. */
  @Delete(':id') @HttpCode(204) @Requires('credential:write')
  async remove(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<void> {
    await this.credentials.remove(by, id, version);
  }
}

export function renderCredential(row: CredentialRecord): CredentialDto {
  const { id, providerId, name, hasSecret, last4, baseUrl, managedBy, version, testOutcome } = row;
  const state = row.removedAt ? 'removed' : row.disabledAt ? 'disabled' : 'active';
  return {
    id, providerId, name, hasSecret, last4, baseUrl, state, managedBy, version, createdAt: row.createdAt.toISOString(),
    rotatedAt: at(row.rotatedAt), disabledAt: at(row.disabledAt), removedAt: at(row.removedAt), testedAt: at(row.testedAt), testOutcome,
  };
}

const at = (date: Date | null) => date?.toISOString() ?? null;
