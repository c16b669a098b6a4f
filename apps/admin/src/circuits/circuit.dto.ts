// How targets stand, as the admin API shows it.
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, Length } from 'class-validator';
import type { CircuitState } from '#database/circuits';
import { IsText, MayBeLeftOut } from '../http/field-rules.js';
import { ListQueryDto } from '../http/list-query.dto.js';

export const shownStates = ['closed', 'open', 'half-open', 'cooling', 'refused'] as const satisfies readonly (CircuitState | 'closed')[];
export type ShownState = (typeof shownStates)[number];

export class CircuitQueryDto extends ListQueryDto {
  /** A model's id. */
  @MayBeLeftOut() @IsText(200)
  model?: string;

  /** See /api/providers. */
  @MayBeLeftOut() @Length(1, 50)
  provider?: string;

  /** `env:<provider>`, or the id of a stored credential. */
  @MayBeLeftOut() @IsText(100)
  credential?: string;

  @ApiProperty({ enum: shownStates, required: false }) @MayBeLeftOut() @IsIn(shownStates)
  state?: ShownState;
}

export class CircuitDto {
  modelId: string;
  targetId: string;
  providerId: string;
  upstreamModel: string;
  /** Of the target, in an admin's words. */
  @ApiProperty({ type: String, nullable: true })
  region: string | null;
  /** `env:<provider>`, or the id of a stored credential. */
  credentialId: string;
  /**
   * `closed`: all is well. `open`: most of the last calls failed, so none is made. `half-open`: one call at a time finds out. `cooling`: the
   * provider asked for a pause. `refused`: it does not take the credential. The last target that a model has is asked all the same.
   */
  @ApiProperty({ enum: shownStates })
  state: ShownState;
  /** Whether this is of the credential as a whole, at all of its targets. */
  wholeCredential: boolean;
  /** In words; null of a closed one. */
  @ApiProperty({ type: String, nullable: true })
  reason: string | null;
  /** ISO 8601; null of a closed one. */
  @ApiProperty({ type: String, nullable: true })
  since: string | null;
  /** ISO 8601: when it is tried again. Null of one that can be. */
  @ApiProperty({ type: String, nullable: true })
  until: string | null;
}

export class CircuitListDto {
  data: CircuitDto[];
  /** For `cursor`; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
