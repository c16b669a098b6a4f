// /api/key-permissions: what keys can be allowed, in words that people choose by.
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { keyPresets, permissions } from '#access/grants';
import { SignedIn } from '../access/route-access.js';
import { KeyPermissionsDto } from './key-answer.dto.js';

@ApiTags('keys')
@Controller('api/key-permissions')
export class KeyPermissionsController {
  @Get() @SignedIn()
  list(): KeyPermissionsDto {
    return { permissions: [...permissions], presets: keyPresets.map((preset) => ({ ...preset, permissions: [...preset.permissions] })) };
  }
}
