// The ways to sign in, for the page that offers them.
import { ApiProperty } from '@nestjs/swagger';

export class SingleSignOnDto {
  /** What its button says. */
  name: string;
}

export class SignInMethodsDto {
  password: boolean;
  /** Null: there is none. */
  @ApiProperty({ type: SingleSignOnDto, nullable: true })
  oidc: SingleSignOnDto | null;
  /** Whether whoever forgot the password can be mailed a link. */
  passwordResetByMail: boolean;
}
