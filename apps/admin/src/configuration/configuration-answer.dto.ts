// What planning and applying a configuration file answer.
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import { ConfigurationDto } from './configuration.dto.js';
import { Part } from './entry.js';

const anyValue: ApiPropertyOptions = { nullable: true, oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'array', items: {} }, { type: 'object' }] };

export class FieldChangeDto {
  field: string;
  /** Null: nothing. */
  @ApiProperty(anyValue)
  before: unknown;
  @ApiProperty(anyValue)
  after: unknown;
}

export class StepDto {
  /**
   * `adopt`: it is as the file says, and comes into its hands. `release`: it is no longer in the file, stays as it is, and the API may
   * change it again. Instead of being released alone, keys and credentials are disabled, projects archived, models and targets retired,
   * aliases deleted.
   */
  action: 'create' | 'update' | 'adopt' | 'release' | 'delete' | 'archive' | 'unarchive' | 'disable' | 'enable' | 'retire' | 'restore';
  /** `tier`, `project`, `key`, `credential`, `model`, `target`, `alias` or `price`. */
  resource: string;
  /** `acme/ci` is the key `ci` of the project `acme`. */
  name: string;
  changes: FieldChangeDto[];
}

export class PlanDto {
  /** In the order in which they are done; none: the configuration is what the file says. */
  steps: StepDto[];
  /** Of the steps: to be sent when they are to be applied, and no others. */
  fingerprint: string;
}

export class ApplyDto {
  @Part(() => ConfigurationDto, { description: 'The file.' })
  configuration: ConfigurationDto;

  /** Of the plan that was agreed to. When another one would be applied now, nothing is: 412. */
  @IsOptional() @IsString() @Length(1, 100)
  fingerprint?: string;
}

export class NewKeySecretDto {
  project: string;
  key: string;
  /** Shown this once. */
  secret: string;
}

export class AppliedDto {
  steps: StepDto[];
  /** Of the keys that were made. */
  secrets: NewKeySecretDto[];
}
