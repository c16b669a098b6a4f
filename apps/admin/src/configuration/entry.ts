// The decorators of the configuration file's classes: one line for a field gives its check, its place in the JSON schema and in the
// OpenAPI document.
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { plainToInstance, Transform, Type, type TransformFnParams } from 'class-transformer';
import { IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import type { Rule, Schema } from './rules.js';

export type EntryClass = new () => object;

/** How a field stands in the JSON schema; `refer` gives the schema of another class. */
export interface EntryField { name: string; required: boolean; schema: (refer: (entry: EntryClass) => Schema) => Schema; notInFile?: boolean }

interface Options {
  description: string;
  optional?: boolean;
  /** Only what is sent has it: no file may. */
  notInFile?: boolean;
}

const fields = new Map<object, EntryField[]>();

/** Those of a class, inherited ones first. */
export function fieldsOf(entry: EntryClass): EntryField[] {
  const parent = Object.getPrototypeOf(entry) as EntryClass;
  return [...(parent.prototype === undefined ? [] : fieldsOf(parent)), ...(fields.get(entry.prototype as object) ?? [])];
}

/** What was sent: class-transformer's copy of an object lacks what is named like something that every object has (`toString`). */
const asSent = ({ obj, key }: TransformFnParams): unknown => (obj as Record<string, unknown>)[key];

/** A value. */
export const Is = (rule: Rule, options: Options): PropertyDecorator => applyDecorators(
  Transform(asSent),
  field(() => rule.schema, options),
  documented({ ...rule.schema }, options),
  checkedBy('rule', rule.problem),
);

/** One object of another class. */
export const Part = (entry: () => EntryClass, options: Options): PropertyDecorator => applyDecorators(
  field((refer) => refer(entry()), options),
  documented({ type: () => entry() }, options),
  Type(entry),
  checkedBy('part', (value) => (isFields(value) ? undefined : ' must be an object')),
  ValidateNested(),
);

/** A list of objects of another class. */
export const Parts = (entry: () => EntryClass, { maxItems, ...options }: Options & { maxItems: number }): PropertyDecorator => applyDecorators(
  field((refer) => ({ type: 'array', maxItems, items: refer(entry()) }), options),
  documented({ type: () => entry(), isArray: true, maxItems }, options),
  Type(entry),
  checkedBy('parts', (value) => {
    if (!Array.isArray(value) || value.length > maxItems) return ` must be a list of at most ${maxItems} objects`;
    const wrong = value.findIndex((one) => !isFields(one));
    return wrong < 0 ? undefined : `[${wrong}] must be an object`;
  }),
  ValidateNested(),
);

/** Objects of another class by name; a Map once they are read. */
export const Named = (entry: () => EntryClass, { names, ...options }: Options & { names: Rule }): PropertyDecorator => (target, name) => applyDecorators(
  field((refer) => ({ type: 'object', propertyNames: names.schema, additionalProperties: refer(entry()) }), options),
  documented({ type: 'object', additionalProperties: { $ref: getSchemaPath(entry()) } }, options),
  Transform((field: TransformFnParams) => mapOf(asSent(field), entry())),
  checkedBy('named', (value) => problemOfNamed(value, names)),
  ValidateNested(),
  (place: object) => ApiExtraModels(entry())(place.constructor as EntryClass),
)(target, name);

const mapOf = (value: unknown, entry: EntryClass): unknown =>
  (isFields(value) ? new Map(Object.entries(value).map(([key, one]) => [key, plainToInstance(entry, one)])) : value);

function problemOfNamed(value: unknown, names: Rule): string | undefined {
  if (!(value instanceof Map)) return ' must be an object: its fields are names';
  for (const [key, one] of value as Map<string, unknown>) {
    const problem = names.problem(key) ?? (isFields(one) ? undefined : ' must be an object');
    if (problem !== undefined) return `.${key}${problem}`;
  }
  return undefined;
}

const isFields = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The message begins with the field's name, which the answer replaces by its whole path. */
const checkedBy = (name: string, problem: Rule['problem']): PropertyDecorator => ValidateBy({
  name, validator: { validate: (value) => problem(value) === undefined, defaultMessage: (details) => `${details!.property}${problem(details!.value)}` },
});

const field = (schema: EntryField['schema'], { description, optional = false, notInFile = false }: Options): PropertyDecorator => (target, name) => {
  fields.set(target, [...(fields.get(target) ?? []), { name: String(name), required: !optional, notInFile, schema: (refer) => ({ ...schema(refer), description }) }]);
  if (optional) IsOptional()(target, name);
};

const documented = (schema: object, { description, optional = false }: Options) => ApiProperty({ ...schema, description, required: !optional });
