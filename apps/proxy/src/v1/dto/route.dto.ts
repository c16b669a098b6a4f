import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { routeReasons, type RouteReason } from '#database/request-row';
import { strategies, type Strategy } from '#database/records';
import { skippedReasons } from '../../relay/routes/resolve-model.js';
import { fallbacksSchema, IsFallbacks, IsProvider } from './constraints.js';
import { ModelPricing } from './model.dto.js';

export const endpoints = ['chat', 'completions', 'embeddings'] as const;

/** The body of a request as it would be sent. With what it is about (`messages`, `prompt` or `input`) it is looked at as the endpoint would; without, only for its route. */
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

  /** Models to go on with when the one asked for cannot answer. */
  @ApiPropertyOptional(fallbacksSchema)
  @IsOptional() @IsFallbacks()
  fallbacks?: string[] | Record<string, string[]>;
}

export class RouteTarget {
  /** Public id of the model that it serves. */
  serves!: string;
  provider!: string;
  /** As the provider calls it. */
  model!: string;
  /** `env:<provider>`, or the id of a stored credential. */
  credential!: string;
  /** Where it runs, in an admin's words. */
  @ApiProperty({ type: String, nullable: true })
  region!: string | null;
  /** Lower comes first. */
  priority!: number;
  weight!: number;
  /** As in the list of models. */
  @ApiProperty({ type: ModelPricing, nullable: true })
  pricing!: ModelPricing | null;
  /** Why it stands here: the name asked for pins its provider, the caller prefers it, it alone has the priority, the model's strategy chose it, it is a fallback, or nobody better can be asked. */
  @ApiProperty({ enum: routeReasons })
  reason!: RouteReason;
}

export class SkippedRouteTarget {
  provider!: string;
  /** As the provider calls it. */
  model!: string;
  /** The credential that is not asked at the moment; null: the target as a whole. */
  @ApiProperty({ type: String, nullable: true })
  credential!: string | null;
  @ApiProperty({ enum: skippedReasons })
  reason!: (typeof skippedReasons)[number];
  /** The parameter that it cannot be told, or cannot honour under `x-aiproxy-strict: true`; null for other reasons. */
  @ApiProperty({ type: String, nullable: true })
  param!: string | null;
  /** The reason in words. */
  message!: string;
  /** When it is asked again. */
  @ApiProperty({ type: String, nullable: true })
  until!: string | null;
}

export class RouteFallbacks {
  /** When the targets fail. */
  @ApiProperty({ type: [RouteTarget] })
  any!: RouteTarget[];
  /** When the request is longer than the context window. */
  @ApiProperty({ type: [RouteTarget] })
  context_window!: RouteTarget[];
  /** When the provider refuses the content. */
  @ApiProperty({ type: [RouteTarget] })
  content_policy!: RouteTarget[];
}

export class Route {
  @ApiProperty({ enum: ['route'] })
  object!: 'route';
  /** Public id. */
  model!: string;
  /** As it was asked for: an alias, or with a provider before it. */
  asked!: string;
  /** How one of the targets of a priority is chosen. */
  @ApiProperty({ enum: strategies })
  strategy!: Strategy;
  /** In the order they would be tried until one answers; a request comes no further than its attempts (`ATTEMPTS_MAX`). Empty: it would be refused. */
  @ApiProperty({ type: [RouteTarget] })
  targets!: RouteTarget[];
  /** Those that would not be tried. Targets at providers that the key may not use are in neither list. */
  @ApiProperty({ type: [SkippedRouteTarget] })
  skipped!: SkippedRouteTarget[];
  /** Targets of the models that it would go on with. */
  fallbacks!: RouteFallbacks;
}
