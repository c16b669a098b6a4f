// Ids of rows that must be known before the row is written (a secret is sealed to its row's id): UUIDs of version 7, which sort by
// their time, as the client makes them for all other rows.
import { randomBytes } from 'node:crypto';

export function newRowId(at: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
