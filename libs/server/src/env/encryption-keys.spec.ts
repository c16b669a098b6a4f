import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEncryptionKeys } from './encryption-keys.js';

describe('readEncryptionKeys', () => {
  let DATA_DIR: string;
  const env = (ENCRYPTION_KEY?: string) => ({ ENCRYPTION_KEY, DATA_DIR });
  beforeEach(() => { DATA_DIR = mkdtempSync(join(tmpdir(), 'keys-')); });
  afterEach(() => rmSync(DATA_DIR, { recursive: true }));

  it('takes the variable before the file, and makes no file beside it', () => {
    expect(readEncryptionKeys(env('from the variable'), { generate: true })).toEqual({ text: 'from the variable', isNew: false });
    expect(readEncryptionKeys(env())).toBeUndefined();
    writeFileSync(join(DATA_DIR, 'encryption-key'), 'from the file\n');
    expect(readEncryptionKeys(env())).toMatchObject({ text: 'from the file', isNew: false });
    expect(readEncryptionKeys(env('from the variable'))?.text).toBe('from the variable');
  });

  it('makes none unless told to', () => {
    expect(readEncryptionKeys(env())).toBeUndefined();
  });

  it('makes 32 random bytes once, readable by their owner alone, in a directory that need not be there yet', () => {
    DATA_DIR = join(DATA_DIR, 'not', 'yet');
    const made = readEncryptionKeys(env(), { generate: true });
    const path = join(DATA_DIR, 'encryption-key');
    expect(made).toEqual({ text: readFileSync(path, 'utf8').trim(), path, isNew: true });
    expect(Buffer.from(made.text, 'base64')).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readEncryptionKeys(env(), { generate: true })).toEqual({ ...made, isNew: false });
  });

  it('says so when the file is there and cannot be read, instead of going on without it', () => {
    expect(() => readEncryptionKeys({ ENCRYPTION_KEY: undefined, DATA_DIR: join(__filename) })).toThrow('ENOTDIR');
  });
});
