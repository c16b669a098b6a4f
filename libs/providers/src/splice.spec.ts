import * as fc from 'fast-check';
import { JsonScanError, scanJson, scanJsonInSlices } from './scan-json.js';
import { splice } from './splice.js';

/** Objects whose text is written with spaces, escapes and nesting as callers may. */
const written = fc.record({ object: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 8 }), space: fc.constantFrom(undefined, 1, 2, '\t') })
  .map(({ object, space }) => ({ object: JSON.parse(JSON.stringify(object)) as Record<string, unknown>, bytes: Buffer.from(JSON.stringify(object, null, space)) }));

describe('scanJson', () => {
  it('finds every top-level field exactly where it stands', () => {
    fc.assert(fc.property(written, ({ object, bytes }) => {
      const found = scanJson(bytes).map(({ key, valueStart, valueEnd }) => [key, JSON.parse(bytes.toString('utf8', valueStart, valueEnd))]);
      expect(found).toEqual(Object.entries(object));
    }));
  });

  it('reads an escaped name as the name that it is', () => {
    expect(scanJson(Buffer.from('{"mod\\u0065l":1,"model":2}')).map(({ key }) => key)).toEqual(['model', 'model']);
  });

  it('tells a body that breaks off anywhere, with the place', () => {
    const whole = Buffer.from('{"a":[1,{"b":"x\\"}"}],"c":"d","e":null}');
    for (let end = 0; end < whole.length; end += 1) expect(() => scanJson(whole.subarray(0, end))).toThrow(JsonScanError);
  });

  it.each(['', '[1]', '"text"', '{"a":1}x', '{"a" 1}', '{"a":}', '{a:1}', '{"a":1,}', 'null'])('refuses %j, which is no JSON object', (text) => {
    expect(() => scanJson(Buffer.from(text))).toThrow(JsonScanError);
  });

  it('gives way to other work within a large body and finds the same', async () => {
    const bytes = Buffer.from(JSON.stringify({ model: 'm', messages: Array.from({ length: 60_000 }, (_, i) => ({ role: 'user', content: `${i} "quoted" text`, n: [i] })), stream: true }));
    let turns = 0;
    const counter = setInterval(() => { turns += 1; }, 0);
    const fields = await scanJsonInSlices(bytes);
    clearInterval(counter);
    expect(fields).toEqual(scanJson(bytes));
    expect(turns).toBeGreaterThan(1);
  });
});

describe('splice', () => {
  const names = ['a', 'b', 'c', 'd'];
  const objects = fc.dictionary(fc.constantFrom(...names), fc.jsonValue(), { maxKeys: 4 });
  const edits = fc.record({
    set: fc.dictionary(fc.constantFrom('a', 'b'), fc.jsonValue()),
    remove: fc.subarray(['c']),
    rename: fc.constantFrom({}, { d: 'renamed' }),
  });

  it('gives the object that parsing, editing and writing anew would give', () => {
    fc.assert(fc.property(objects, edits, fc.constantFrom(0, 2), (object, { set, remove, rename }, space) => {
      const bytes = Buffer.from(JSON.stringify(object, null, space));
      const expected: Record<string, unknown> = { ...object, ...set };
      for (const name of remove) delete expected[name];
      for (const [from, to] of Object.entries(rename)) if (from in expected) { expected[to] = expected[from]; delete expected[from]; }
      const spliced = splice(bytes, scanJson(bytes), {
        set: new Map(Object.entries(set).map(([name, value]) => [name, JSON.stringify(value)])), remove: new Set(remove), rename: new Map(Object.entries(rename)),
      });
      expect(JSON.parse(spliced.toString())).toEqual(JSON.parse(JSON.stringify(expected)));
    }));
  });

  it('leaves every byte that it need not touch: number forms, spaces, order, escapes', () => {
    const bytes = Buffer.from('{ "temperature" : 1.0e0, "model":"x" ,"big": 12345678901234567890, "t":"\\u00e9" }');
    expect(splice(bytes, scanJson(bytes), { set: new Map([['model', '"y"']]) }).toString())
      .toBe('{"temperature" : 1.0e0,"model":"y","big": 12345678901234567890, "t":"\\u00e9"}');
  });

  it('puts what comes first behind the brace, of an empty object too', () => {
    expect(splice(Buffer.from('{"id":1}'), scanJson(Buffer.from('{"id":1}')), { first: '"provider":"p"' }).toString()).toBe('{"provider":"p","id":1}');
    expect(splice(Buffer.from('{}'), [], { first: '"provider":"p"' }).toString()).toBe('{"provider":"p"}');
    expect(splice(Buffer.from('{}'), [], {}).toString()).toBe('{}');
  });
});
