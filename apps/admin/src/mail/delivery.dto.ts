// How a link reaches whom it is for.
import { ApiProperty } from '@nestjs/swagger';

export class DeliveryDto {
  /** Whether it was mailed. */
  mailed: boolean;
  /** To be passed on by hand; shown this once. Null when it was mailed. */
  @ApiProperty({ type: String, nullable: true })
  link: string | null;
  /** Until when it works; ISO 8601. */
  expiresAt: string;
}
