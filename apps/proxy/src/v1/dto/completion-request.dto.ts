import { IsBoolean, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsTextOrTokens } from './constraints.js';
import { Sampling } from './sampling.dto.js';

export class CompletionRequest extends Sampling {
  /** A text, or several, each answered on its own. Token arrays where the model takes them. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] })
  @IsTextOrTokens({ max: 2048, allowEmpty: true })
  prompt!: string | string[] | number[] | number[][];

  /** Longest answer in tokens. */
  @ApiPropertyOptional({ default: 16 })
  @IsOptional() @IsInt() @Min(0)
  max_tokens?: number;

  /** Candidates made on the server, of which the best are returned. */
  @IsOptional() @IsInt() @Min(0) @Max(20)
  best_of?: number;

  /** 0 to 5. */
  @IsOptional() @IsInt() @Min(0) @Max(5)
  logprobs?: number;

  /** Puts the prompt before the answer. */
  @IsOptional() @IsBoolean()
  echo?: boolean;

  /** What follows the answer; only where the model can insert text. */
  @IsOptional() @IsString()
  suffix?: string;
}
