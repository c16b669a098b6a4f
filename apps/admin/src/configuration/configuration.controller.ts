// /api/configuration: the configuration as a file. What it says is read-only in the rest of the API.
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import { Requires } from '../access/route-access.js';
import { By } from '../access/signed-in.js';
import { AppliedDto, ApplyDto, PlanDto, type StepDto } from './configuration-answer.dto.js';
import { ConfigurationDto } from './configuration.dto.js';
import { ConfigurationService } from './configuration.service.js';
import { nameOf, type Step } from './resources.js';

@ApiTags('configuration')
@Controller('api/configuration')
export class ConfigurationController {
  constructor(private readonly configuration: ConfigurationService) {}

  /** The present state as a file, without secrets. Applied again it changes nothing but whose everything is. */
  @Get() @Requires('configuration:read') @ApiOkResponse({ type: ConfigurationDto })
  export(): Promise<object> {
    return this.configuration.export();
  }

  /** What applying the file would do. */
  @Post('plan') @HttpCode(200) @Requires('configuration:read')
  async plan(@Body() file: ConfigurationDto): Promise<PlanDto> {
    const { steps, fingerprint } = await this.configuration.plan(file);
    return { steps: steps.map(renderStep), fingerprint };
  }

  /** Makes the configuration what the file says: all of it, or nothing. */
  @Post('apply') @HttpCode(200) @Requires('configuration:apply')
  async apply(@By() by: Author, @Body() { configuration, fingerprint }: ApplyDto): Promise<AppliedDto> {
    const { steps, secrets } = await this.configuration.apply(by, configuration, fingerprint);
    return { steps: steps.map(renderStep), secrets };
  }
}

function renderStep(step: Step): StepDto {
  const { action, kind, changes } = step;
  return { action, resource: kind, name: nameOf(step), changes };
}
