// New passwords by link, as they cross the admin API.
import { IsString, Length } from 'class-validator';
import { IsEmailAddress } from '../http/email-address.js';

export class AskPasswordResetDto {
  @IsEmailAddress()
  email: string;
}

export class PasswordResetAskedDto {
  /** The same for every address. */
  message: string;
}

export class RedeemPasswordResetDto {
  /** What stands behind `#` in the link. */
  @IsString() @Length(1, 100)
  token: string;

  /** 12 to 128 characters. */
  @IsString() @Length(1, 1000)
  password: string;
}
