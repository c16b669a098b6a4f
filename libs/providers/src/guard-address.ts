// Where an upstream call may go. A base URL from the environment is trusted; one set by API must not reach into the network
// this process lives in. Link-local addresses (cloud metadata among them) are refused whoever set them.
import { BlockList, isIP, isIPv6 } from 'node:net';
import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { UpstreamError } from './errors.js';

const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16);
linkLocal.addSubnet('fe80::', 10, 'ipv6');
linkLocal.addAddress('fd00:ec2::254', 'ipv6');
linkLocal.addSubnet('100.100.100.200', 32);

const inside = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16],
  ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) inside.addSubnet(network, bits);
for (const [network, bits] of [['::', 128], ['::1', 128], ['fc00::', 7], ['ff00::', 8], ['64:ff9b::', 96]] as const) inside.addSubnet(network, bits, 'ipv6');

/** `::ffff:10.0.0.1` and its hexadecimal spelling are the IPv4 address they carry. */
const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i;

function plainAddress(address: string): string {
  const match = mapped.exec(address);
  if (!match) return address;
  if (match[1]) return match[1];
  const [high, low] = [parseInt(match[2] ?? '0', 16), parseInt(match[3] ?? '0', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** Whether a call may connect to this address. `trusted`: private and loopback ranges are open to it. */
export function mayConnect(address: string, trusted: boolean): boolean {
  const plain = plainAddress(address);
  const family = isIPv6(plain) ? 'ipv6' : 'ipv4';
  return !linkLocal.check(plain, family) && (trusted || !inside.check(plain, family));
}

const refusal = (host: string) =>
  new UpstreamError('connection', 'The provider could not be reached.', { internal: `the address of ${host} is not allowed for an upstream` });

/** The address that a URL holds itself, without brackets; undefined where it holds a name. */
export function literalAddress(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? undefined : host;
}

/** A literal address in a URL is never looked up, so it is checked here. Throws UpstreamError. */
export function checkLiteral(url: URL, trusted: boolean): void {
  const address = literalAddress(url);
  if (address !== undefined && !mayConnect(address, trusted)) throw refusal(address);
}

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** A `lookup` for the connecting socket: every address of the name is checked at connect time, so rebinding does not help. */
export function guardedLookup(trusted: boolean) {
  return (host: string, options: LookupOptions, done: LookupCallback): void => {
    systemLookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      if (!addresses.every(({ address }) => mayConnect(address, trusted))) return done(refusal(host), []);
      const [first] = addresses;
      return options.all || !first ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}
