import { IsBoolean, IsInt, IsNotEmpty, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { fallbacksSchema, IsFallbacks, IsProvider, IsStop, IsStreamOptions } from './constraints.js';

/** What chat and legacy completions have in common. Fields that are not listed reach providers of OpenAI's dialect untouched. */
export class Sampling {
  /** Public id of a model, or `provider/model` to pin the provider. */
  @IsString() @IsNotEmpty()
  model!: string;

  /** Preferred provider; another one that serves the model is asked if this one cannot answer. */
  @ApiPropertyOptional({ type: String, example: 'openai' })
  @IsOptional() @IsProvider()
  provider?: string | Record<string, unknown>;

  /** Models to go on with when the one asked for cannot answer; as an object also for a request that is too long or whose content is refused. */
  @ApiPropertyOptional(fallbacksSchema)
  @IsOptional() @IsFallbacks()
  fallbacks?: string[] | Record<string, string[]>;

  /** Randomness, 0 to 2. */
  @IsOptional() @IsNumber() @Min(0) @Max(2)
  temperature?: number;

  /** Share of the probability mass to sample from, 0 to 1. */
  @IsOptional() @IsNumber() @Min(0) @Max(1)
  top_p?: number;

  /** How many answers. */
  @IsOptional() @IsInt() @Min(1) @Max(128)
  n?: number;

  /** Texts that end the answer: one, or up to four. */
  @ApiPropertyOptional({ oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, maxItems: 4 }] })
  @IsOptional() @IsStop()
  stop?: string | string[];

  /** -2 to 2. */
  @IsOptional() @IsNumber() @Min(-2) @Max(2)
  presence_penalty?: number;

  /** -2 to 2. */
  @IsOptional() @IsNumber() @Min(-2) @Max(2)
  frequency_penalty?: number;

  @IsOptional() @IsInt()
  seed?: number;

  /** The caller's end user; usage can be reported by it. */
  @IsOptional() @IsString()
  user?: string;

  /** Answer with server-sent events. */
  @IsOptional() @IsBoolean()
  stream?: boolean;

  /** Only with `stream`; `include_usage` asks for a last chunk with the usage. */
  @ApiPropertyOptional({ type: 'object', properties: { include_usage: { type: 'boolean' } } })
  @IsOptional() @IsStreamOptions()
  stream_options?: { include_usage?: boolean };
}
