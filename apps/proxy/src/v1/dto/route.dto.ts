import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { skippedReasons, triedReasons } from '../../relay/routes/resolve-model.js';
import { IsProvider } from './constraints.js';
import { ModelPricing } from './model.dto.js';

export const endpoints = ['chat', 'completions', 'embeddings'] as const;

/** The body of a request as it would be sent; what is not listed here is not looked at. */
export class RouteRequest {
  /** Public id of a model, or `provider/model` to pin the provider. */
  @ApiProperty({ type: String, example: 'gpt-4o-mini' })
  @IsString() @IsNotEmpty()
  model!: string;

  /** Where the request would be sent. */
  @ApiPropertyOptional({ enum: endpoints, default: 'chat' })
  @IsOptional() @IsIn(endpoints, { message: `$property must be one of ${endpoints.join(', ')}.` })
  endpoint?: (typeof endpoints)[number];

  /** Preferred provider. */
  @ApiPropertyOptional({ type: String, example: 'openai' })
  @IsOptional() @IsProvider()
  provider?: string | Record<string, unknown>;
}

export class RouteTarget {
  provider!: string;
  /** As the provider calls it. */
  model!: string;
  /** `env:<provider>`, or the id of a stored credential. */
  credential!: string;
  /** As in the list of models. */
  @ApiProperty({ type: ModelPricing, nullable: true })
  pricing!: ModelPricing | null;
  /** Why it stands here: the name asked for pins its provider, the caller prefers it, or the model's own order. */
  @ApiProperty({ enum: triedReasons })
  reason!: (typeof triedReasons)[number];
}

export class SkippedRouteTarget {
  provider!: string;
  /** As the provider calls it. */
  model!: string;
  @ApiProperty({ enum: skippedReasons })
  reason!: (typeof skippedReasons)[number];
  /** The reason in words. */
  message!: string;
}

export class Route {
  @ApiProperty({ enum: ['route'] })
  object!: 'route';
  /** Public id. */
  model!: string;
  /** As it was asked for: an alias, or with a provider before it. */
  asked!: string;
  /** In the order they would be tried until one answers; a request comes no further than its attempts (`ATTEMPTS_MAX`). Empty: it would be refused. */
  @ApiProperty({ type: [RouteTarget] })
  targets!: RouteTarget[];
  /** Those that would not be tried. Targets at providers that the key may not use are in neither list. */
  @ApiProperty({ type: [SkippedRouteTarget] })
  skipped!: SkippedRouteTarget[];
}
