// Proofs of the ledger as they cross the admin API.
import { ApiProperty } from '@nestjs/swagger';

export const proofStates = ['running', 'ok', 'differs', 'broken-off'] as const;
export const checkStates = ['ok', 'differs', 'pending', 'skipped'] as const;

export class ProofDifferenceDto {
  /** Where: a row, a day, a process. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', nullable: true } }) at: Record<string, string | null>;
  what: string;
  expected: string;
  found: string;
}

export class ProofCheckDto {
  /** `days`, `months`, `project-days`, `label-days`, `label-months`, `value-months`, `quarter-hours`, `sequences`, `costs`, `adjustments`, `append-only`, `holds`. */
  name: string;
  /** `pending`: the next proof will say. `skipped`: it was not asked. */
  @ApiProperty({ enum: checkStates }) state: (typeof checkStates)[number];
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  /** What was compared. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) figures: Record<string, string>;
  /** The first twenty. */
  differences: ProofDifferenceDto[];
}

export class LedgerProofSummaryDto {
  id: string;
  @ApiProperty({ enum: proofStates }) state: (typeof proofStates)[number];
  startedAt: string;
  @ApiProperty({ type: String, nullable: true }) finishedAt: string | null;
  /** Names of the checks that found differences. */
  differing: string[];
}

export class LedgerProofDto extends LedgerProofSummaryDto {
  /** The first month that was read, `2026-11`; null: from the beginning, or not known yet. */
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  /** Attempts whose cost was computed again. */
  rows: number;
  checks: ProofCheckDto[];
}

export class LedgerProofListDto {
  data: LedgerProofSummaryDto[];
}
