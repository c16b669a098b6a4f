// How long a call of one target may take, as it crosses the admin API.
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class SetTimeoutsDto {
  /** To be connected. Null, of each: as the process has it. */
  @IsOptional() @IsInt() @Min(100) @Max(60_000)
  connectMs?: number | null;

  /** To the first byte of the answer. */
  @IsOptional() @IsInt() @Min(1000) @Max(1_800_000)
  firstByteMs?: number | null;

  /** Between two chunks of it. */
  @IsOptional() @IsInt() @Min(1000) @Max(1_800_000)
  idleMs?: number | null;

  /** All in all. */
  @IsOptional() @IsInt() @Min(1000) @Max(7_200_000)
  totalMs?: number | null;
}

/** Null: as the process has it. */
export class TimeoutsDto {
  connectMs: number | null;
  firstByteMs: number | null;
  idleMs: number | null;
  totalMs: number | null;
}
