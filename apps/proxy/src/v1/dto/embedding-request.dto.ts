import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Min } from 'class-validator';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { fallbacksSchema, IsFallbacks, IsProvider, IsTextOrTokens } from './constraints.js';

export class EmbeddingRequest {
  /** Public id of an embedding model. */
  @ApiProperty({ example: 'text-embedding-3-large' })
  @IsString() @IsNotEmpty()
  model!: string;

  /** One text, or up to 2,048; token arrays are taken as well. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, maxItems: 2048 }] })
  @IsTextOrTokens({ max: 2048, allowEmpty: false })
  input!: string | string[] | number[] | number[][];

  /** Length of the vectors, where the model can shorten them. */
  @IsOptional() @IsInt() @Min(1)
  dimensions?: number;

  /** Numbers, or little-endian float32 as base64. */
  @ApiPropertyOptional({ enum: ['float', 'base64'], default: 'float' })
  @IsOptional() @IsIn(['float', 'base64'], { message: '$property must be "float" or "base64".' })
  encoding_format?: string;

  /** Preferred provider. */
  @ApiPropertyOptional({ type: String })
  @IsOptional() @IsProvider()
  provider?: string | Record<string, unknown>;

  /** Never: vectors come whole. */
  @ApiPropertyOptional({ enum: [false] })
  @IsOptional() @IsIn([false], { message: '$property must be false: embeddings are not streamed.' })
  stream?: boolean;

  /** None: embeddings of one model cannot be compared with those of another. */
  @ApiPropertyOptional({ ...fallbacksSchema, deprecated: true })
  @IsOptional() @IsFallbacks()
  fallbacks?: string[] | Record<string, string[]>;

  /** The caller's end user; usage can be reported by it. */
  @IsOptional() @IsString()
  user?: string;
}
