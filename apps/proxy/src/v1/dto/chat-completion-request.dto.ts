import { IsArray, IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Nested } from '#server/validate/nested';
import { IsContent, IsFilledArray } from './constraints.js';
import { Sampling } from './sampling.dto.js';

const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];

export class ChatMessage {
  /** Who speaks. */
  @ApiProperty({ enum: roles })
  @IsString() @IsIn(roles, { message: `$property must be one of ${roles.join(', ')}.` })
  role!: string;

  /** What is said: a text, or parts (text, image_url, input_audio, file). May be left out beside `tool_calls`. */
  @ApiPropertyOptional({ oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'object' } }], nullable: true })
  @IsOptional() @IsContent()
  content?: string | object[] | null;

  /** Calls that the assistant made. */
  @ApiPropertyOptional({ type: 'array', items: { type: 'object' } })
  @IsOptional() @IsArray()
  tool_calls?: object[];

  /** In a message of role `tool`: the call that it answers. */
  @IsOptional() @IsString()
  tool_call_id?: string;
}

export class ChatCompletionRequest extends Sampling {
  /** The conversation so far. */
  @ApiProperty({ type: [ChatMessage] })
  @IsFilledArray() @Nested(() => ChatMessage, { each: true })
  messages!: ChatMessage[];

  /** Longest answer in tokens. */
  @IsOptional() @IsInt() @Min(1)
  max_completion_tokens?: number;

  /** Older name of `max_completion_tokens`. */
  @IsOptional() @IsInt() @Min(1)
  max_tokens?: number;

  /** Functions that the model may call. */
  @ApiPropertyOptional({ type: 'array', items: { type: 'object' } })
  @IsOptional() @IsArray()
  tools?: object[];

  /** 0 to 20, with `logprobs`. */
  @IsOptional() @IsInt() @Min(0) @Max(20)
  top_logprobs?: number;
}
