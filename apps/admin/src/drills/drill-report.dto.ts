// What came of a failure on purpose, as the admin API tells it.
import { ApiProperty } from '@nestjs/swagger';

export class FailedRequestsDto {
  /** A stream that broke off after its 200 keeps that. */
  status: number;
  /** `cancelled`: the caller left. */
  @ApiProperty({ type: String, nullable: true })
  errorCode: string | null;
  requests: number;
}

export class MetAttemptsDto {
  /** `ok`, or an error code. */
  outcome: string;
  attempts: number;
}

export class TookDto {
  /** Milliseconds that half of the requests stayed within. */
  median: number;
  /** Milliseconds that 99 of 100 stayed within. */
  p99: number;
}

export class DrillReportDto {
  drillId: string;
  /** ISO 8601: requests that came in from then on are counted. */
  from: string;
  /** ISO 8601: the end of what is counted; of a drill under way it is now. */
  until: string;
  /** False: there were more requests than a report counts, and `until` is before the end. */
  complete: boolean;
  /** All of the project in that time, refused ones too. Rows older than `REQUEST_RETENTION_DAYS` are gone and in no report. */
  requests: number;
  /** Requests of which the drill met at least one attempt. */
  met: number;
  /** Of these, answered. */
  answered: number;
  /** Of these, answered by another target after the drill had failed one. */
  saved: number;
  /** Of those that the drill met, not answered. */
  failed: FailedRequestsDto[];
  /** The attempts that it met. One that a flaky drill let through is among them. */
  metAttempts: MetAttemptsDto[];
  /** Attempts for each request that it met, on average; two decimals. Null when it met none. */
  @ApiProperty({ type: Number, nullable: true })
  attemptsPerRequest: number | null;
  /** How long the requests took that it met. Null when it met none. */
  @ApiProperty({ type: TookDto, nullable: true })
  metMs: TookDto | null;
  /** Of those that it did not meet and that came as far as a target. Null when there were none. */
  @ApiProperty({ type: TookDto, nullable: true })
  unmetMs: TookDto | null;
}
