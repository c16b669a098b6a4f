// Where a key may be used from: the networks of its record, read once for as long as that record is in memory.
import { addressListOf, type AddressList } from '#access/address-list';
import type { KeyRecord } from '#database/records';

const lists = new WeakMap<KeyRecord, AddressList>();

/** `address` as the server or a trusted reverse proxy names it. */
export function mayComeFrom(key: KeyRecord, address: string | undefined): boolean {
  if (key.allowedAddresses.length === 0) return true;
  let list = lists.get(key);
  if (!list) lists.set(key, (list = addressListOf(key.allowedAddresses)));
  return list.includes(address);
}
