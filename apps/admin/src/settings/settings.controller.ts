// /api/settings: the organisation's name, time zone, calendar and currency, and how amounts are shown.
import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import { Requires } from '../access/route-access.js';
import { By } from '../access/signed-in.js';
import { IfMatch } from '../http/version.js';
import { SettingsDto, UpdateSettingsDto } from './settings.dto.js';
import { SettingsService } from './settings.service.js';

@ApiTags('settings')
@Controller('api/settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get() @Requires('settings:read')
  get(): Promise<SettingsDto> {
    return this.settings.read();
  }

  /** Changes what is given. With another time zone or beginning of the fiscal year budgets count in its windows from then on. With `If-Match` only the version that it names. */
  @Patch() @Requires('settings:write')
  update(@By() by: Author, @Body() body: UpdateSettingsDto, @IfMatch() version?: number): Promise<SettingsDto> {
    return this.settings.update(by, body, version);
  }
}
