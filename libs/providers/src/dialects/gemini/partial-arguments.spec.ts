import * as fc from 'fast-check';
import { PartialArguments } from './partial-arguments.js';

function told(...pieces: Record<string, unknown>[]): unknown {
  const args = new PartialArguments();
  for (const piece of pieces) args.add(piece);
  return JSON.parse(args.text());
}

type Leaf = { path: string; value: string | number | boolean | null };
function leaves(value: unknown, path: string): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, `${path}[${index}]`));
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, item]) => leaves(item, `${path}.${key}`));
  return [{ path, value: value as Leaf['value'] }];
}
const piece = ({ path, value }: Leaf) => ({ jsonPath: path, [value === null ? 'nullValue' : `${{ string: 'string', number: 'number', boolean: 'bool' }[typeof value as string]}Value`]: value });

describe('streamed arguments', () => {
  it('are the object they were taken from, for any object without empty containers', () => {
    const name = fc.stringMatching(/^[a-z_]{1,6}$/);
    const scalar = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, scalar, fc.dictionary(name, tie('tree'), { minKeys: 1, maxKeys: 3 }), fc.array(tie('tree'), { minLength: 1, maxLength: 3 })),
    }));
    fc.assert(
      fc.property(fc.dictionary(name, tree, { minKeys: 1, maxKeys: 4 }), (value) => {
        expect(told(...leaves(value, '$').map(piece))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('are an empty object when nothing came', () => {
    expect(told()).toEqual({});
  });

  it('may come out of order, and under quoted names', () => {
    expect(told({ jsonPath: '$.a.x', numberValue: 1 }, { jsonPath: "$['b c']", stringValue: 'q' }, { jsonPath: '$.a.y', numberValue: 2 })).toEqual({ a: { x: 1, y: 2 }, 'b c': 'q' });
  });

  it('cannot reach a prototype nor make an array of holes', () => {
    const args = told({ jsonPath: '$.__proto__.polluted', boolValue: true }, { jsonPath: '$.list[999999999]', numberValue: 1 }) as { list: number[] };
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(args.list).toEqual([1]);
  });
});
