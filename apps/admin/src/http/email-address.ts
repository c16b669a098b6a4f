// An e-mail address in a body: as it is stored, in small letters.
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsEmail, MaxLength } from 'class-validator';

export const IsEmailAddress = () => applyDecorators(
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toLowerCase() : value)),
  IsEmail({}, { message: '$property must be an e-mail address' }), // first: it is what is said of one that is left out
  MaxLength(254),
);
