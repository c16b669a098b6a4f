import { renderSchema } from './render-schema.js';

describe('a schema for constrained decoding', () => {
  it('keeps what Anthropic takes, closes every object, and tells that nothing changed', () => {
    const city = { type: 'object', properties: { name: { type: 'string', format: 'date' }, tags: { type: 'array', minItems: 1, items: { $ref: '#/$defs/tag' } } }, required: ['name'] };
    const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', anyOf: [city, { type: 'null' }], $defs: { tag: { enum: ['a', 'b'] } } };
    expect(renderSchema(schema)).toEqual({
      schema: { anyOf: [{ ...city, additionalProperties: false }, { type: 'null' }], $defs: { tag: { enum: ['a', 'b'] } } },
      changed: false,
    });
  });

  it('tells the model in words what it cannot be held to', () => {
    const schema = {
      type: 'object', description: 'A person.', additionalProperties: { type: 'string' },
      properties: { age: { type: 'integer', minimum: 0, maximum: 150 }, id: { type: 'string', format: 'isbn' }, list: { type: 'array', minItems: 2, items: true } },
    };
    expect(renderSchema(schema)).toEqual({
      schema: {
        type: 'object', description: 'A person. (additionalProperties: {"type":"string"})', additionalProperties: false,
        properties: {
          age: { type: 'integer', description: '(minimum: 0, maximum: 150)' },
          id: { type: 'string', description: '(format: "isbn")' },
          list: { type: 'array', items: true, description: '(minItems: 2)' },
        },
      },
      changed: true,
    });
  });

  it('says oneOf as anyOf, and takes a property named like a keyword for a property', () => {
    expect(renderSchema({ oneOf: [{ type: 'string' }, { type: 'object', properties: { minimum: { type: 'number' } } }] })).toEqual({
      schema: { anyOf: [{ type: 'string' }, { type: 'object', properties: { minimum: { type: 'number' } }, additionalProperties: false }] },
      changed: false,
    });
  });
});
