import {
  ArrayMinSize, IsArray, IsIn, IsInt, IsNumber, IsOptional, IsString, Max, Min, MinLength, ValidateBy, ValidateIf, ValidateNested, ValidatorConstraint,
  type ValidatorConstraintInterface, Validate, registerDecorator, validateSync,
} from 'class-validator';
import * as fc from 'fast-check';
import { checker } from './checker.js';
import { Nested } from './nested.js';

class PartDto {
  @IsIn(['text', 'image_url']) type: string;
  @IsOptional() @Nested(() => PartDto, { each: true }) inner?: PartDto[];
}

class MessageDto {
  @IsString() @MinLength(1) role: string;
  @IsOptional() @Nested(() => PartDto, { each: true }) parts?: PartDto[];
}

@ValidatorConstraint({ name: 'even' })
class Even implements ValidatorConstraintInterface {
  validate(value: unknown) { return typeof value === 'number' && value % 2 === 0; }
  defaultMessage() { return '$property must be even'; }
}

const IsSmall = ValidateBy({
  name: 'isSmall', constraints: [10],
  validator: { validate: (value, details) => value < details?.constraints[0], defaultMessage: () => '$property must be below $constraint1' },
});

class ChatDto {
  @IsString() model: string;
  @IsArray() @ArrayMinSize(1) @Nested(() => MessageDto, { each: true }) messages: MessageDto[];
  @IsOptional() @IsNumber() @Min(0) @Max(2) temperature?: number | null;
  @IsOptional() @IsString({ each: true, message: '$property must hold texts' }) stop?: string[];
  @ValidateIf(({ stream }: ChatDto) => stream === true) @IsInt() every?: number;
  @IsOptional() @Validate(Even) pairs?: number;
  @IsOptional() @IsSmall size?: number;
  @IsOptional() @Nested(() => PartDto) part?: PartDto;
  stream?: boolean;
}

const check = checker(ChatDto);
const good = { model: 'm', messages: [{ role: 'user', content: 'hi' }] };

describe('checker', () => {
  it('finds nothing wrong with a right body, whatever else is in it', () => {
    expect(check(good)).toBeUndefined();
    expect(check({ ...good, temperature: 2, stop: ['a'], pairs: 4, size: 9, vendor_field: { x: 1 } })).toBeUndefined();
  });

  it('takes null for an optional field as absent', () => {
    expect(check({ ...good, temperature: null, stop: null, part: null })).toBeUndefined();
  });

  it('says that the body must be an object', () => {
    for (const body of ['text', null, [], 7]) expect(check(body)).toEqual({ param: null, message: 'The body must be a JSON object.' });
  });

  it.each([
    [{ model: undefined }, 'model', "Missing required parameter: 'model'."],
    [{ model: null }, 'model', 'model must be a string'],
    [{ messages: 'hi' }, 'messages', 'messages must be an array'],
    [{ messages: [] }, 'messages', 'messages must contain at least 1 elements'],
    [{ messages: [{ role: 'user' }, 'hi'] }, 'messages[1]', 'messages[1] must be an object.'],
    [{ messages: [{ role: 'user' }, {}] }, 'messages[1].role', "Missing required parameter: 'messages[1].role'."],
    [{ messages: [{ role: 7 }] }, 'messages[0].role', 'messages[0].role must be a string'],
    [{ messages: [{ role: 'user', parts: [{ type: 'text', inner: [{ type: 'x' }] }] }] }, 'messages[0].parts[0].inner[0].type',
      'messages[0].parts[0].inner[0].type must be one of the following values: text,image_url'],
    [{ temperature: '1' }, 'temperature', 'temperature must be a number conforming to the specified constraints'],
    [{ temperature: 2.1 }, 'temperature', 'temperature must not be greater than 2'],
    [{ stop: ['a', 1] }, 'stop', 'stop must hold texts'],
    [{ stream: true, every: 'x' }, 'every', 'every must be an integer number'],
    [{ pairs: 3 }, 'pairs', 'pairs must be even'],
    [{ size: 10 }, 'size', 'size must be below 10'],
    [{ part: 'text' }, 'part', 'part must be an object.'],
    [{ part: {} }, 'part.type', "Missing required parameter: 'part.type'."],
  ])('names the field and what is wrong with it: %j', (change, param, message) => {
    expect(check({ ...good, ...change })).toEqual({ param, message });
  });

  it('leaves a field alone whose condition does not hold', () => {
    expect(check({ ...good, every: 'x' })).toBeUndefined();
  });

  it('is not led astray by names that objects have by nature', () => {
    const body = JSON.parse('{"constructor":null,"__proto__":{"model":"m"},"messages":[]}') as unknown;
    expect(check(body)).toEqual({ param: 'model', message: "Missing required parameter: 'model'." });
  });

  it('never repeats what the caller sent', () => {
    class Echo { @IsInt({ message: 'not "$value"' }) a: number; }
    expect(checker(Echo)({ a: 'my secret prompt' })?.message).toBe('not "the value"');
  });

  it('judges flat bodies as class-validator itself does', () => {
    class Flat {
      @IsString() @MinLength(2) a: string;
      @IsOptional() @IsInt() @Min(1) @Max(3) b?: number;
      @IsOptional() @IsString({ each: true }) c?: string[];
    }
    const checkFlat = checker(Flat);
    const value = fc.oneof(fc.constant(null), fc.constant(undefined), fc.string({ maxLength: 3 }), fc.integer({ min: 0, max: 4 }), fc.double(), fc.array(fc.oneof(fc.string(), fc.integer())));
    fc.assert(fc.property(fc.record({ a: value, b: value, c: value }, { requiredKeys: [] }), (body) => {
      const errors = validateSync(Object.assign(new Flat(), body));
      expect(checkFlat(body)?.param).toBe(errors[0]?.property);
    }));
  });

  it('refuses at start what it could not check later', () => {
    class Bare { @ValidateNested() part: PartDto; }
    class Later { a: string; }
    registerDecorator({ target: Later, propertyName: 'a', async: true, validator: { validate: () => Promise.resolve(true) } });
    expect(() => checker(Bare)).toThrow('use @Nested');
    expect(() => checker(Later)).toThrow('asynchronous');
  });
});
