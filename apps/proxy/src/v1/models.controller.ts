import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ApiError } from '#server/errors/api-error';
import { checker } from '#server/validate/checker';
import { callerOf } from '../gate/caller.js';
import { Requires } from '../gate/route-access.js';
import { ListedModels } from '../relay/routes/listed-models.js';
import { ModelFilter, ModelList, ModelRow, modelTypes } from './dto/model.dto.js';

const check = checker(ModelFilter);

/** GET /v1/models and /v1/models/{id}: only what this key may use and somebody connected serves. From memory. */
@ApiTags('models') @ApiBearerAuth()
@Controller('v1/models')
export class ModelsController {
  constructor(@Inject(ListedModels) private readonly models: ListedModels) {}

  @ApiOperation({ summary: 'List the models that this key may use' })
  @ApiQuery({ name: 'provider', required: false, example: 'openai' })
  @ApiQuery({ name: 'type', required: false, enum: modelTypes })
  @ApiOkResponse({ type: ModelList })
  @Get() @Requires('models:read')
  list(@Query() filter: ModelFilter, @Req() request: Request): ModelList {
    const problem = check(filter);
    if (problem) throw new ApiError('invalid_request', { param: problem.param, message: problem.message });
    return { object: 'list', data: this.models.list(callerOf(request), filter) };
  }

  @ApiOperation({ summary: 'One model by its id, which may hold slashes' })
  @ApiParam({ name: 'id', example: 'gpt-4o-mini' })
  @ApiOkResponse({ type: ModelRow })
  @Get('*id') @Requires('models:read')
  find(@Param('id') id: string[] | string, @Req() request: Request): ModelRow {
    return this.models.find(callerOf(request), Array.isArray(id) ? id.join('/') : id);
  }
}
