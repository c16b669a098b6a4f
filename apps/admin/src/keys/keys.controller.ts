// /api/keys, and where keys are made: in a project.
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { By, Me } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { IfMatch } from '../http/version.js';
import { KeyDto, KeyListDto, KeyQueryDto, NewSecretDto } from './key-answer.dto.js';
import { CreateKeyDto, RotateKeyDto, UpdateKeyDto } from './key.dto.js';
import { KeysService } from './keys.service.js';
import { renderKey, renderNewSecret } from './render-key.js';

const here = { key: 'id' } as const;

@ApiTags('keys')
@Controller('api')
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  /** Issues a key to the project. Its secret is in this answer, and nowhere else. 409 for an archived project. */
  @Post('projects/:projectId/keys') @Requires('key:create', { project: 'projectId' })
  async create(@Me() me: Principal, @By() by: Author, @Param('projectId') projectId: string, @Body() body: CreateKeyDto): Promise<NewSecretDto> {
    return renderNewSecret(await this.keys.create(me, by, projectId, body), this.keys.now());
  }

  /** Of the projects in which the member may see keys. */
  @Get('keys') @Requires('key:read')
  async list(@Me() me: Principal, @Query() query: KeyQueryDto): Promise<KeyListDto> {
    return renderPage(await this.keys.list(me, query), (key) => renderKey(key, this.keys.now()));
  }

  @Get('keys/:id') @Requires('key:read', here)
  async get(@Param('id') id: string): Promise<KeyDto> {
    return renderKey(await this.keys.get(id), this.keys.now());
  }

  /** Changes what is given. With `If-Match` only the version that it names. 409 for a revoked key, here and below. */
  @Patch('keys/:id') @Requires('key:update', here)
  async update(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @Body() body: UpdateKeyDto, @IfMatch() version?: number): Promise<KeyDto> {
    return renderKey(await this.keys.update(me, by, id, body, version), this.keys.now());
  }

  /** It does not work until it is enabled again. */
  @Post('keys/:id/disable') @HttpCode(200) @Requires('key:update', here)
  async disable(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<KeyDto> {
    return renderKey(await this.keys.disable(by, id, version), this.keys.now());
  }

  @Post('keys/:id/enable') @HttpCode(200) @Requires('key:update', here)
  async enable(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<KeyDto> {
    return renderKey(await this.keys.enable(me, by, id, version), this.keys.now());
  }

  /** For good. Nothing to do for one that is revoked already. */
  @Post('keys/:id/revoke') @HttpCode(200) @Requires('key:revoke', here)
  async revoke(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<KeyDto> {
    return renderKey(await this.keys.revoke(by, id, version), this.keys.now());
  }

  /** A new secret, in this answer and nowhere else. The one before works as long as is said; one still before that ends at once. */
  @Post('keys/:id/rotate') @HttpCode(200) @Requires('key:rotate', here)
  async rotate(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @Body() body: RotateKeyDto, @IfMatch() version?: number): Promise<NewSecretDto> {
    return renderNewSecret(await this.keys.rotate(me, by, id, body.overlapSeconds ?? 86_400, version), this.keys.now());
  }
}
