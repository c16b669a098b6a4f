// The first owner as the admin API takes them.
import { IsString, Length } from 'class-validator';
import { IsEmailAddress } from '../http/email-address.js';
import { IsText } from '../http/field-rules.js';

export class SetupDto {
  /** What stands behind `#` in the setup link. */
  @IsString() @Length(1, 100)
  token: string;

  @IsEmailAddress()
  email: string;

  @IsText(100)
  name: string;

  /** 12 to 128 characters. */
  @IsString() @Length(1, 1000)
  password: string;
}
