// /api/models/{id}/targets and /api/targets: which provider's model serves a public one.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import { Requires } from '../access/route-access.js';
import { By } from '../access/signed-in.js';
import { IfMatch } from '../http/version.js';
import { renderTarget } from './render-model.js';
import { CreateTargetDto, TargetDto, UpdateTargetDto } from './target.dto.js';
import { TargetsService } from './targets.service.js';

@ApiTags('models')
@Controller('api')
export class TargetsController {
  constructor(private readonly targets: TargetsService) {}

  /** One that was retired comes back, with its prices. */
  @Post('models/:id/targets') @Requires('model:write')
  async create(@By() by: Author, @Param('id') id: string, @Body() body: CreateTargetDto): Promise<TargetDto> {
    return renderTarget(await this.targets.create(by, id, body));
  }

  @Get('targets/:id') @Requires('model:read')
  async get(@Param('id') id: string): Promise<TargetDto> {
    return renderTarget(await this.targets.get(id));
  }

  /** Changes what is given. With `If-Match` only the version that it names. */
  @Patch('targets/:id') @Requires('model:write')
  async update(@By() by: Author, @Param('id') id: string, @Body() body: UpdateTargetDto, @IfMatch() version?: number): Promise<TargetDto> {
    return renderTarget(await this.targets.update(by, id, body, version));
  }

  /** Takes it out of use. It stays, since its prices explain what was used. */
  @Delete('targets/:id') @HttpCode(204) @Requires('model:write')
  async retire(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<void> {
    await this.targets.retire(by, id, version);
  }
}
