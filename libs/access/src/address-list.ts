// The networks that a key may be used from. Whoever edits keys reads them with `parseNetwork`; the gate asks `includes`.
import { BlockList, isIP } from 'node:net';

interface Address { family: 'ipv4' | 'ipv6'; value: bigint }

const bitsOf = { ipv4: 32, ipv6: 128 } as const;
const mappedPrefix = 0xffffn;

export interface AddressList {
  /** Whether this address may pass. A list that names no network lets everybody pass; any other, no address it cannot read. */
  includes(address: string | undefined): boolean;
}

/**
 * The normal form of an IPv4 or IPv6 address, or of a network in CIDR notation: `10.0.0.0/8`, `2001:db8::/32`, and the bare
 * address where the network is that one alone. Bits behind the prefix are zeroed, so that what is stored and shown is what
 * is let in. IPv4 written as IPv6 becomes IPv4. Undefined for anything else.
 */
export function parseNetwork(text: string): string | undefined {
  const network = readNetwork(text.trim());
  if (!network) return undefined;
  const { family, value, prefix } = network;
  const address = renderAddress({ family, value });
  return prefix === bitsOf[family] ? address : `${address}/${prefix}`;
}

/** A network that cannot be read lets nobody in; it never makes a list an empty one. */
export function addressListOf(networks: readonly string[]): AddressList {
  if (networks.length === 0) return { includes: () => true };
  // One list per family: in a single one `::/0` would let in every IPv4 address, too.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const text of networks) {
    const network = readNetwork(text);
    if (network) lists[network.family].addSubnet(renderAddress(network), network.prefix, network.family);
  }
  return {
    includes(text) {
      // The zone of a link-local address (`fe80::1%eth0`) names our own interface, not the caller.
      const address = text === undefined || isIP(text) === 0 ? undefined : readAddress(text.replace(/%.*$/, ''));
      return address !== undefined && lists[address.family].check(renderAddress(address), address.family);
    },
  };
}

function readNetwork(text: string): (Address & { prefix: number }) | undefined {
  const [, written = '', bits] = /^([^/]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
  const address = readAddress(written);
  if (!address) return undefined;
  const asIpv6 = written.includes(':');
  const width = bitsOf[asIpv6 ? 'ipv6' : 'ipv4'];
  const given = bits === undefined ? width : Number(bits);
  if (given > width) return undefined;
  if (address.family === 'ipv4' && asIpv6) {
    return given < 96 ? masked('ipv6', (mappedPrefix << 32n) | address.value, given) : masked('ipv4', address.value, given - 96);
  }
  return masked(address.family, address.value, given);
}

function masked(family: Address['family'], value: bigint, prefix: number): Address & { prefix: number } {
  const free = BigInt(bitsOf[family] - prefix);
  return { family, value: (value >> free) << free, prefix };
}

/** IPv4-mapped IPv6 (`::ffff:10.0.0.1`, however it is spelled) is the IPv4 address that it carries. */
function readAddress(text: string): Address | undefined {
  const version = isIP(text);
  if (version === 4) return { family: 'ipv4', value: joined(text.split('.').map(Number), 8) };
  if (version === 0 || text.includes('%')) return undefined;
  // A URL's host has one spelling for each IPv6 address: hexadecimal groups, the longest run of zeros left out.
  const [head = [], tail = []] = new URL(`http://[${text}]`).hostname.slice(1, -1).split('::').map(groupsOf);
  const value = joined([...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail], 16);
  return value >> 32n === mappedPrefix ? { family: 'ipv4', value: value & 0xffffffffn } : { family: 'ipv6', value };
}

function renderAddress({ family, value }: Address): string {
  if (family === 'ipv4') return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(16 * (7 - index))) & 0xffffn).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

const groupsOf = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));

const joined = (parts: number[], bits: number) => parts.reduce((value, part) => (value << BigInt(bits)) | BigInt(part), 0n);
