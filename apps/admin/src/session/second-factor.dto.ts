// The second factor, recovery codes and the password as they cross the admin API.
import { IsString, Length } from 'class-validator';
import { MayBeLeftOut } from '../http/field-rules.js';

export class CodeDto {
  /** Six digits of the second factor, or a recovery code. */
  @IsString() @Length(1, 40)
  code: string;
}

export class BeginTotpDto {
  /** Of a member who has one. */
  @MayBeLeftOut() @IsString() @Length(1, 1000)
  password?: string;
}

export class RemoveTotpDto extends CodeDto {
  @IsString() @Length(1, 1000)
  password: string;
}

export class ChangePasswordDto {
  @IsString() @Length(1, 1000)
  current: string;

  /** The new one: 12 to 128 characters. */
  @IsString() @Length(1, 1000)
  password: string;
}

export class NewTotpDto {
  /** In base32, to be typed into an authenticator app. */
  secret: string;
  /** The same as an `otpauth://` address, to be shown as a picture. */
  uri: string;
}

export class RecoveryCodesDto {
  /** Shown this once. Each lets in once, in place of the second factor. */
  recoveryCodes: string[];
}
