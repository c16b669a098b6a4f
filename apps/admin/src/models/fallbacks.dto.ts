// The models that another one falls back on, as they cross the admin API.
import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayUnique, IsArray, IsString, Length } from 'class-validator';
import { MayBeLeftOut } from '../http/field-rules.js';

export const mostFallbacks = 8;

/** Whether there are such models is asked elsewhere. */
const ArePublicIds = () => applyDecorators(MayBeLeftOut(), IsArray(), ArrayMaxSize(mostFallbacks), ArrayUnique(), IsString({ each: true }), Length(1, 200, { each: true }));

export class SetFallbacksDto {
  /** Public ids, in order: to go on with when its targets fail. */
  @ArePublicIds()
  any?: string[];

  /** When the request is longer than its context window. */
  @ArePublicIds()
  contextWindow?: string[];

  /** When its provider refuses the content. */
  @ArePublicIds()
  contentPolicy?: string[];
}

export class FallbacksDto {
  any: string[];
  contextWindow: string[];
  contentPolicy: string[];
}
