import { isIP } from 'node:net';
import * as fc from 'fast-check';
import { addressListOf, parseNetwork } from './address-list.js';

const dotted = (value: bigint) => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
const grouped = (value: bigint) => Array.from({ length: 8 }, (_, group) => ((value >> BigInt(112 - 16 * group)) & 0xffffn).toString(16)).join(':');
const bits = (width: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n });

/** Two addresses that differ from a random bit on, so that prefixes on both sides of it are tried. */
const pair = (width: number) => fc.tuple(bits(width), bits(width), fc.nat(width)).map(([one, other, kept]) => {
  const free = BigInt(width - kept);
  return [one, ((one >> free) << free) | (other & ((1n << free) - 1n))] as const;
});
const inOneNetwork = (one: bigint, other: bigint, width: number, prefix: number) => (one ^ other) >> BigInt(width - prefix) === 0n;

describe('parseNetwork', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7/32', '203.0.113.7'],
    [' 10.0.0.0/8 ', '10.0.0.0/8'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['255.255.255.255/0', '0.0.0.0/0'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8::1/32', '2001:db8::/32'],
    ['::1/128', '::1'],
    ['::/0', '::/0'],
    ['1:2:3:4:5:6:7:8/127', '1:2:3:4:5:6:7:8/127'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['::FFFF:0a01:0203/104', '10.0.0.0/8'],
    ['0:0:0:0:0:ffff:10.1.2.3/96', '0.0.0.0/0'],
    ['::ffff:10.1.2.3/95', '::fffe:0:0/95'],
  ])('reads %s as %s', (text, normal) => {
    expect(parseNetwork(text)).toBe(normal);
  });

  it.each([
    '', '/', '/8', '10.0.0.0/', '10.0.0.0/33', '::/129', '10.0.0.0/08', '10.0.0.0/-1', '10.0.0.0/8/8', '10.0.0.0/255.0.0.0', '10.0.0', '010.0.0.1',
    '0x0a.0.0.1', '167772161', '10.0.0.256', 'fe80::1%eth0', '[::1]', '::1:', 'localhost', '*', '10.0.0.1,10.0.0.2', '10.0.0.0 /8', '１0.0.0.1',
  ])('refuses "%s"', (text) => {
    expect(parseNetwork(text)).toBeUndefined();
  });

  it('never throws, and never gives anything but its own normal form', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:.%/]{0,24}$/), fc.ipV4Extended(), fc.ipV6(), fc.tuple(fc.ipV6(), fc.nat(130)).map(([address, prefix]) => `${address}/${prefix}`));
    fc.assert(fc.property(texts, (text) => {
      const normal = parseNetwork(text);
      if (normal === undefined) return;
      expect(parseNetwork(normal)).toBe(normal);
      expect(isIP(normal.replace(/\/\d+$/, ''))).not.toBe(0);
    }), { numRuns: 2000 });
  });
});

describe('addressListOf', () => {
  it('lets in exactly the IPv4 addresses that share the prefix, in every spelling', () => {
    fc.assert(fc.property(pair(32), fc.nat(32), ([network, address], prefix) => {
      const list = addressListOf([`${dotted(network)}/${prefix}`]);
      const expected = inOneNetwork(network, address, 32, prefix);
      for (const text of [dotted(address), `::ffff:${dotted(address)}`, grouped((0xffffn << 32n) | address)]) expect(list.includes(text)).toBe(expected);
    }), { numRuns: 500 });
  });

  it('lets in exactly the IPv6 addresses that share the prefix', () => {
    fc.assert(fc.property(pair(128), fc.nat(128), ([network, address], prefix) => {
      fc.pre(network >> 32n !== 0xffffn && address >> 32n !== 0xffffn);
      expect(addressListOf([`${grouped(network)}/${prefix}`]).includes(grouped(address))).toBe(inOneNetwork(network, address, 128, prefix));
    }), { numRuns: 500 });
  });

  it('lets in the same addresses by the normal form as by what was written', () => {
    fc.assert(fc.property(fc.oneof(pair(32).map((both) => both.map(dotted)), pair(128).map((both) => both.map(grouped))), fc.nat(32), ([network = '', address = ''], prefix) => {
      const written = `${network}/${prefix}`;
      expect(addressListOf([parseNetwork(written) ?? '']).includes(address)).toBe(addressListOf([written]).includes(address));
    }));
  });

  it('lets in what any of its networks holds', () => {
    const list = addressListOf(['10.0.0.0/8', '203.0.113.7', '2001:db8::/32']);
    expect(['10.9.8.7', '203.0.113.7', '2001:db8::1', '::ffff:10.0.0.1'].filter((address) => !list.includes(address))).toEqual([]);
    expect(['11.0.0.0', '203.0.113.8', '2001:db9::', '::1'].filter((address) => list.includes(address))).toEqual([]);
  });

  it('keeps the families apart: all of one lets in none of the other', () => {
    expect(addressListOf(['::/0']).includes('203.0.113.7')).toBe(false);
    expect(addressListOf(['::/0']).includes('::ffff:203.0.113.7')).toBe(false);
    expect(addressListOf(['0.0.0.0/0']).includes('2001:db8::1')).toBe(false);
  });

  it('lets everybody in when it names no network', () => {
    for (const address of ['203.0.113.7', '2001:db8::1', 'unknown', undefined]) expect(addressListOf([]).includes(address)).toBe(true);
  });

  it('never lets in an address that it cannot read', () => {
    const list = addressListOf(['0.0.0.0/0', '::/0']);
    for (const address of ['', 'unknown', '10.0.0.1:443', '[::1]', '10.0.0.1, 10.0.0.2', '010.0.0.1', '10.0.0.1%x', ' 10.0.0.1', undefined]) {
      expect(list.includes(address)).toBe(false);
    }
  });

  it('lets nobody in by a network that it cannot read', () => {
    expect(addressListOf(['everywhere']).includes('203.0.113.7')).toBe(false);
  });

  it('reads a link-local address with its zone', () => {
    expect(addressListOf(['fe80::/10']).includes('fe80::1%eth0')).toBe(true);
    expect(addressListOf(['2001:db8::/32']).includes('fe80::1%2001:db8::1')).toBe(false);
  });
});
