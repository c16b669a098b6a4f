import { createDecipheriv, createHash } from 'node:crypto';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { newEncryptionKey, parseEncryptionKeys, SealError, Sealer } from './seal.js';

const [first, second, third] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)] as const;
const sealer = new Sealer([first]);

function kindOf(open: () => string): string {
  try {
    return `opened: ${open()}`;
  } catch (error) {
    return error instanceof SealError ? error.kind : `another error: ${String(error)}`;
  }
}

describe('Sealer', () => {
  it('opens what it sealed, for the same row', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, rowId) => {
      expect(sealer.open(sealer.seal(text, rowId), rowId)).toBe(text);
    }));
  });

  it('gives bytes that are no text back as they were', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => {
      expect(sealer.openBytes(sealer.sealBytes(bytes, 'row'), 'row')).toEqual(Buffer.from(bytes));
    }));
  });

  it('refuses to open it for any other row', () => {
    fc.assert(fc.property(fc.string(), fc.string(), fc.string(), (text, rowId, other) => {
      fc.pre(rowId !== other);
      expect(kindOf(() => sealer.open(sealer.seal(text, rowId), other))).toBe('broken');
    }));
  });

  it('refuses it with any one bit flipped', () => {
    const sealed = sealer.seal('sk-secret', 'row');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(kindOf(() => sealer.open(altered, 'row'))).toBe(bit >= 8 && bit < 40 ? 'unknown-key' : 'broken');
    }
  });

  it('refuses it cut at any length, and bytes that were never sealed', () => {
    const sealed = sealer.seal('sk-secret', 'row');
    for (let length = 0; length < sealed.length; length += 1) {
      expect(kindOf(() => sealer.open(sealed.subarray(0, length), 'row'))).toBe('broken');
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(kindOf(() => sealer.open(bytes, 'row'))).toMatch(/^(broken|unknown-key)$/);
    }));
  });

  it('never seals the same text to the same bytes, and shows nothing of it', () => {
    const [one, other] = [sealer.seal('sk-secret', 'row'), sealer.seal('sk-secret', 'row')];
    expect(one.subarray(5, 17)).not.toEqual(other.subarray(5, 17));
    expect(one.includes('sk-')).toBe(false);
  });

  it('writes the documented format', () => {
    const sealed = sealer.seal('sk-secret', 'row');
    expect(sealed[0]).toBe(1);
    expect(sealed.subarray(1, 5)).toEqual(createHash('sha256').update(first).digest().subarray(0, 4));
    const decipher = createDecipheriv('aes-256-gcm', first, sealed.subarray(5, 17)).setAAD(Buffer.concat([sealed.subarray(0, 5), Buffer.from('row')])).setAuthTag(sealed.subarray(17, 33));
    expect(Buffer.concat([decipher.update(sealed.subarray(33)), decipher.final()]).toString()).toBe('sk-secret');
  });

  it('opens what lies inside a larger buffer, as a database client hands it over', () => {
    const sealed = sealer.seal('sk-secret', 'row');
    const around = new Uint8Array(Buffer.concat([Buffer.alloc(7), sealed, Buffer.alloc(7)]));
    expect(sealer.open(around.subarray(7, 7 + sealed.length), 'row')).toBe('sk-secret');
  });

  it('opens with a key that is no longer the first, and tells that it is to be sealed anew', () => {
    const sealed = sealer.seal('sk-secret', 'row');
    const rotated = new Sealer([second, first]);
    expect(rotated.open(sealed, 'row')).toBe('sk-secret');
    expect([sealer.isCurrent(sealed), rotated.isCurrent(sealed), rotated.isCurrent(rotated.seal('', 'row'))]).toEqual([true, false, true]);
    expect(rotated.isCurrent(Buffer.alloc(0))).toBe(false);
  });

  it('takes another version for no seal of its own, whatever the key', () => {
    const sealed = sealer.seal('sk-secret', 'row');
    sealed[0] = 2;
    expect(sealer.isCurrent(sealed)).toBe(false);
    for (const one of [sealer, new Sealer([second])]) expect(kindOf(() => one.open(sealed, 'row'))).toBe('broken');
  });

  it('says that the key is unknown once it was left out', () => {
    expect(kindOf(() => new Sealer([second, third]).open(sealer.seal('sk-secret', 'row'), 'row'))).toBe('unknown-key');
  });

  it('shows no key when it is logged or written as JSON', () => {
    const shown = inspect(sealer, { depth: 9, showHidden: true }) + JSON.stringify(sealer);
    expect(shown).not.toMatch(/01 01 01|1,1,1|010101|AQEB/);
  });

  it('refuses no key, a short one, and one given twice', () => {
    expect(() => new Sealer([])).toThrow('ENCRYPTION_KEY must hold at least one key');
    expect(() => new Sealer([first, Buffer.alloc(31)])).toThrow('32 bytes');
    expect(() => new Sealer([first, second, Buffer.from(first)])).toThrow('leave one out');
  });
});

describe('parseEncryptionKeys', () => {
  it('reads base64, base64url and hex, in order, with blanks around the commas', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.constantFrom('base64', 'base64url', 'hex')), { minLength: 1, maxLength: 4 }), (keys) => {
      const text = keys.map(([bytes, encoding]) => Buffer.from(bytes).toString(encoding as BufferEncoding)).join(' , ');
      expect(parseEncryptionKeys(text)).toEqual(keys.map(([bytes]) => Buffer.from(bytes)));
    }));
  });

  it('reads what newEncryptionKey makes, which is never the same', () => {
    const keys = Array.from({ length: 50 }, newEncryptionKey);
    expect(new Set(parseEncryptionKeys(keys.join()).map((key) => key.toString('hex'))).size).toBe(50);
  });

  it('names the variable and the place of what is no key, and shows none of it', () => {
    const good = newEncryptionKey();
    for (const bad of ['', 'hunter2', good.slice(1), `${good}A`, `${'ab'.repeat(31)}zz`]) {
      const read = () => parseEncryptionKeys(`${good},${bad}`);
      expect(read).toThrow(/^ENCRYPTION_KEY must hold .*number 2 of 2 is none/);
      for (const value of [good.slice(1), bad].filter(Boolean)) expect(read).not.toThrow(value);
    }
  });
});
