// Models as they cross the admin API.
import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { strategies, type ModelType, type Strategy } from '#database/records';
import type { Source } from '#database/source';
import { leftOutIsNotNull, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';
import { FallbacksDto, SetFallbacksDto } from './fallbacks.dto.js';
import { IsPublicName } from './public-names.js';
import { CreateTargetDto, sources, TargetDto } from './target.dto.js';

export const modelTypes = ['chat', 'completion', 'embedding'] as const;
const largest = 2_147_483_647;

export class CreateModelDto {
  /** The name that callers ask for. It must not begin with another provider's id and a slash. */
  @IsPublicName()
  id: string;

  @ApiProperty({ enum: modelTypes }) @IsIn(modelTypes)
  type: ModelType;

  /** Tokens of a request with its answer; null: not known. */
  @IsOptional() @IsInt() @Min(1) @Max(largest)
  contextWindow?: number | null;

  /** Tokens of an answer; null: not known. */
  @IsOptional() @IsInt() @Min(1) @Max(largest)
  maxOutputTokens?: number | null;

  /** `text`, `vision`, `tools`, `reasoning`, `audio`, … */
  @MayBeLeftOut() @IsArray() @ArrayMaxSize(50) @ArrayUnique() @Matches(/^[a-z][a-z0-9_-]{0,49}$/, { each: true, message: '$property must be words of small letters, digits, - and _' })
  capabilities?: string[];

  /** How one of the targets of a priority is chosen: by weight, the quickest, the cheapest, or the same one for what begins alike. */
  @ApiProperty({ enum: strategies }) @MayBeLeftOut() @IsIn(strategies)
  strategy?: Strategy;

  /** At most 8 models for each case, offered and of the same type; none for embeddings. A list that is left out is empty. */
  @MayBeLeftOut() @IsObject() @ValidateNested() @Type(() => SetFallbacksDto)
  fallbacks?: SetFallbacksDto;

  /** More can be added later. */
  @MayBeLeftOut() @IsArray() @ArrayMaxSize(50) @IsObject({ each: true }) @ValidateNested({ each: true }) @Type(() => CreateTargetDto)
  targets?: CreateTargetDto[];
}

/** `fallbacks` are set as a whole. */
export class UpdateModelDto extends PartialType(OmitType(CreateModelDto, ['id', 'targets']), leftOutIsNotNull) {}

export class CreateAliasDto {
  /** One more name; no model's, and not beginning with another provider's id and a slash. */
  @IsPublicName()
  alias: string;
}

export class ModelDto {
  id: string;
  @ApiProperty({ enum: modelTypes })
  type: ModelType;
  contextWindow: number | null;
  maxOutputTokens: number | null;
  capabilities: string[];
  @ApiProperty({ enum: strategies })
  strategy: Strategy;
  /** Public ids, in order. One that was retired since stays in its list, and is passed over. */
  fallbacks: FallbacksDto;
  /** `file`: read-only here. `catalogue`: becomes an admin's once it is changed, and the catalogue then leaves it alone. */
  @ApiProperty({ enum: sources })
  source: Source;
  aliases: string[];
  /** Those in use, by priority and weight. */
  targets: TargetDto[];
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601; null while it is offered. */
  retiredAt: string | null;
  /** Also the ETag. Aliases and targets count, too. */
  version: number;
}

export class ModelListDto {
  data: ModelDto[];
  /** For `cursor`; null on the last page. */
  nextCursor: string | null;
}

export class ModelQueryDto extends ListQueryDto {
  @ApiProperty({ enum: modelTypes }) @IsOptional() @IsIn(modelTypes)
  type?: ModelType;

  /** The id of a provider of any target. */
  @IsOptional() @IsString() @Length(1, 50)
  provider?: string;

  /** A part of the id. */
  @IsOptional() @IsString() @Length(1, 200)
  id?: string;

  @ApiProperty({ enum: sources }) @IsOptional() @IsIn(sources)
  source?: Source;

  /** `true`: those no longer offered; without it both. */
  @IsOptional() @IsIn(['true', 'false'])
  retired?: 'true' | 'false';
}
