// How the credentials of providers (and whatever else must be read again) lie in the database: sealed by AES-256-GCM under
// ENCRYPTION_KEY, each bound to its row. Whoever stores or uses a credential stands on this file.
import { createCipheriv, createDecipheriv, createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

const version = 1;
const keyBytes = 32;
const keyIdBytes = 4;
const ivBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + keyIdBytes;
const overheadBytes = headerBytes + ivBytes + tagBytes;

/** `unknown-key`: sealed by a key that this process does not have; `broken`: no seal of ours, altered, or of another row. */
export class SealError extends Error {
  constructor(readonly kind: 'unknown-key' | 'broken') {
    super(kind === 'unknown-key' ? 'It was sealed by a key that ENCRYPTION_KEY does not hold.' : 'The sealed bytes are broken, or belong to another row.');
    this.name = 'SealError';
  }
}

/** A new key as ENCRYPTION_KEY takes it. */
export function newEncryptionKey(): string {
  return randomBytes(keyBytes).toString('base64');
}

/** The keys in ENCRYPTION_KEY, in order. Throws an Error that says which one is wrong and never shows any of it. */
export function parseEncryptionKeys(text: string): Buffer[] {
  const pieces = text.split(',').map((piece) => piece.trim());
  return pieces.map((piece, index) => {
    // 64 characters of base64 would be 48 bytes, so the two spellings cannot be taken for one another.
    if (/^[0-9a-f]{64}$/i.test(piece)) return Buffer.from(piece, 'hex');
    if (/^[\w+/-]{43}=?$/.test(piece)) return Buffer.from(piece, 'base64');
    throw new Error(`ENCRYPTION_KEY must hold keys of 32 bytes as base64 or hex, separated by commas; number ${index + 1} of ${pieces.length} is none. "openssl rand -base64 32" makes one.`);
  });
}

/**
 * Seals with the first key and opens with any, so that a new key is put before the old one and rows are sealed anew at leisure.
 * Sealed bytes: version (1), key id (4), iv (12), tag (16), ciphertext. The head and the row's id are authenticated with it.
 */
export class Sealer {
  // KeyObjects show nothing of themselves when logged or written as JSON.
  private readonly keys = new Map<string, KeyObject>();
  private readonly currentId: string;

  /** `keys`: one or more of 32 bytes. Throws an Error for anything else, and for a key given twice. */
  constructor(keys: readonly Uint8Array[]) {
    for (const key of keys) {
      if (key.length !== keyBytes) throw new Error('Every key of ENCRYPTION_KEY must be 32 bytes long.');
      this.keys.set(keyId(key), createSecretKey(key));
    }
    const [current] = keys;
    if (!current) throw new Error('ENCRYPTION_KEY must hold at least one key.');
    if (this.keys.size < keys.length) throw new Error('ENCRYPTION_KEY holds two keys that are the same or share their id; leave one out.');
    this.currentId = keyId(current);
  }

  seal(text: string, rowId: string): Buffer {
    return this.sealBytes(Buffer.from(text, 'utf8'), rowId);
  }

  /** Throws SealError. */
  open(sealed: Uint8Array, rowId: string): string {
    return this.openBytes(sealed, rowId).toString('utf8');
  }

  /** What is no text, or must come back byte for byte. */
  sealBytes(plain: Uint8Array, rowId: string): Buffer {
    const head = Buffer.concat([Buffer.of(version), Buffer.from(this.currentId, 'hex')]);
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.keyOf(this.currentId), iv, { authTagLength: tagBytes });
    cipher.setAAD(boundTo(head, rowId));
    const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([head, iv, cipher.getAuthTag(), ciphertext]);
  }

  /** Throws SealError. */
  openBytes(sealed: Uint8Array, rowId: string): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < overheadBytes || bytes[0] !== version) throw new SealError('broken');
    const head = bytes.subarray(0, headerBytes);
    const key = this.keyOf(head.toString('hex', 1));
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(headerBytes, headerBytes + ivBytes), { authTagLength: tagBytes });
    decipher.setAAD(boundTo(head, rowId));
    decipher.setAuthTag(bytes.subarray(headerBytes + ivBytes, overheadBytes));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(overheadBytes)), decipher.final()]);
    } catch {
      throw new SealError('broken');
    }
  }

  /** Whether the first key sealed this; what another one sealed is to be sealed anew. */
  isCurrent(sealed: Uint8Array): boolean {
    return sealed[0] === version && Buffer.from(sealed.subarray(1, headerBytes)).toString('hex') === this.currentId;
  }

  private keyOf(id: string): KeyObject {
    const key = this.keys.get(id);
    if (!key) throw new SealError('unknown-key');
    return key;
  }
}

/** The head has a fixed length, so no other head and row id can make the same bytes. */
function boundTo(head: Buffer, rowId: string): Buffer {
  return Buffer.concat([head, Buffer.from(rowId, 'utf8')]);
}

function keyId(key: Uint8Array): string {
  return createHash('sha256').update(key).digest().toString('hex', 0, keyIdBytes);
}
