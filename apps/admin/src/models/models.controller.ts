// /api/models: the names that callers ask for. Ids may hold slashes, which an address writes as %2F.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import { Requires } from '../access/route-access.js';
import { By } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { IfMatch } from '../http/version.js';
import { ComparedListDto, ComparisonQueryDto } from './comparison.dto.js';
import { ComparisonService } from './comparison.service.js';
import { CreateAliasDto, CreateModelDto, ModelDto, ModelListDto, ModelQueryDto, UpdateModelDto } from './model.dto.js';
import { ModelsService } from './models.service.js';
import { renderModel } from './render-model.js';

@ApiTags('models')
@Controller('api/models')
export class ModelsController {
  constructor(private readonly models: ModelsService, private readonly comparison: ComparisonService) {}

  @Get() @Requires('model:read')
  async list(@Query() query: ModelQueryDto): Promise<ModelListDto> {
    return renderPage(await this.models.list(query), renderModel);
  }

  @Post() @Requires('model:write')
  async create(@By() by: Author, @Body() body: CreateModelDto): Promise<ModelDto> {
    return renderModel(await this.models.create(by, body));
  }

  /** What is offered, side by side: a row for each model at each provider, with the prices of today. */
  @Get('compare') @Requires('model:read')
  compare(@Query() query: ComparisonQueryDto): Promise<ComparedListDto> {
    return this.comparison.list(query);
  }

  @Get(':id') @Requires('model:read')
  async get(@Param('id') id: string): Promise<ModelDto> {
    return renderModel(await this.models.get(id));
  }

  /** Changes what is given. With `If-Match` only the version that it names. */
  @Patch(':id') @Requires('model:write')
  async update(@By() by: Author, @Param('id') id: string, @Body() body: UpdateModelDto, @IfMatch() version?: number): Promise<ModelDto> {
    return renderModel(await this.models.update(by, id, body, version));
  }

  /** Offers it no longer. It stays, since its prices explain what was used. */
  @Post(':id/retire') @HttpCode(200) @Requires('model:write')
  async retire(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<ModelDto> {
    return renderModel(await this.models.retire(by, id, version));
  }

  @Post(':id/restore') @HttpCode(200) @Requires('model:write')
  async restore(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<ModelDto> {
    return renderModel(await this.models.restore(by, id, version));
  }

  /** Answers the model. */
  @Post(':id/aliases') @Requires('model:write')
  async addAlias(@By() by: Author, @Param('id') id: string, @Body() { alias }: CreateAliasDto, @IfMatch() version?: number): Promise<ModelDto> {
    return renderModel(await this.models.addAlias(by, id, alias, version));
  }

  @Delete(':id/aliases/:alias') @HttpCode(204) @Requires('model:write')
  async removeAlias(@By() by: Author, @Param('id') id: string, @Param('alias') alias: string, @IfMatch() version?: number): Promise<void> {
    await this.models.removeAlias(by, id, alias, version);
  }
}
