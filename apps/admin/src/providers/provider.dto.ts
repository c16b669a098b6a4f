// Providers as they cross the admin API.
import { IsIn, IsOptional } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import type { Endpoint } from '#providers/provider';
import { ListQueryDto } from '../http/list-query.dto.js';

export class ProviderDto {
  /** `openai`, `anthropic`, … */
  id: string;
  /** As people write it. */
  name: string;
  /** The wire format that it speaks. */
  dialect: string;
  @ApiProperty({ enum: ['chat', 'completions', 'embeddings'], isArray: true })
  endpoints: Endpoint[];
  /** Its own; null where nothing is called over the network. */
  baseUrl: string | null;
  /** `free`: costs nothing by declaration. `priced`: a model without a price is refused. */
  billing: 'priced' | 'free';
  /** Whether a credential needs a secret; without it it needs a base URL. */
  needsSecret: boolean;
  /** By the environment or a stored credential in use. */
  connected: boolean;
  /** `env:<id>` where the environment connects it; read-only here. */
  environmentCredential: string | null;
  /** How many credentials are stored, disabled ones included. */
  credentials: number;
}

export class ProviderListDto {
  data: ProviderDto[];
  /** For `cursor`; null on the last page. */
  nextCursor: string | null;
}

export class ProviderQueryDto extends ListQueryDto {
  /** Those that are connected, or those that are not. */
  @IsOptional() @IsIn(['true', 'false'])
  connected?: 'true' | 'false';
}
