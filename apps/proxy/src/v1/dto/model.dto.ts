import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

export const modelTypes = ['chat', 'completion', 'embedding'] as const;

export class ModelPricing {
  /** USD per 1,000 input tokens. */
  input!: number;
  /** USD per 1,000 output tokens. */
  output!: number;
}

export class ModelRow {
  id!: string;
  @ApiProperty({ enum: ['model'] })
  object!: 'model';
  /** Unix seconds. */
  created!: number;
  owned_by!: string;
  /** Who answers first. */
  provider!: string;
  @ApiProperty({ enum: modelTypes })
  type!: string;
  /** Tokens; null where unknown. */
  @ApiProperty({ type: Number, nullable: true })
  context_window!: number | null;
  /** Tokens; null where unknown. */
  @ApiProperty({ type: Number, nullable: true })
  max_output_tokens!: number | null;
  @ApiProperty({ type: [String], example: ['text', 'vision', 'tools'] })
  capabilities!: string[];
  /** Null: the model has no price here and is refused. */
  @ApiProperty({ type: ModelPricing, nullable: true })
  pricing!: ModelPricing | null;
}

export class ModelList {
  @ApiProperty({ enum: ['list'] })
  object!: 'list';
  @ApiProperty({ type: [ModelRow] })
  data!: ModelRow[];
}

export class ModelFilter {
  /** Only models that this provider serves. */
  @ApiPropertyOptional({ type: String, example: 'openai' })
  @IsOptional()
  provider?: string;

  /** Only models of this type. */
  @ApiPropertyOptional({ enum: modelTypes })
  @IsOptional() @IsIn(modelTypes, { message: `$property must be one of ${modelTypes.join(', ')}.` })
  type?: string;
}
