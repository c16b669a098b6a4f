import { checkLiteral, guardedLookup, mayConnect } from './guard-address.js';

const inside = ['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '100.64.0.1', '0.0.0.0', '::1', '::', 'fc00::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '224.0.0.1', '64:ff9b::a00:1'];
const metadata = ['169.254.169.254', 'fe80::1', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', 'fd00:ec2::254', '100.100.100.200'];
const outside = ['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'];

const lookUp = (trusted: boolean) => new Promise((resolve) => { guardedLookup(trusted)('localhost', { all: true }, (error, addresses) => resolve(error ?? addresses)); });

describe('where an upstream call may go', () => {
  it('keeps addresses set by API out of private and loopback ranges, in every spelling', () => {
    for (const address of inside) expect([address, mayConnect(address, false)]).toEqual([address, false]);
    for (const address of outside) expect([address, mayConnect(address, false)]).toEqual([address, true]);
  });

  it('lets trusted base URLs into private ranges', () => {
    for (const address of inside) expect([address, mayConnect(address, true)]).toEqual([address, true]);
  });

  it('lets nobody reach link-local and metadata addresses', () => {
    for (const address of metadata) for (const trusted of [true, false]) expect([address, mayConnect(address, trusted)]).toEqual([address, false]);
  });

  it('checks a literal address where the URL is read, however it is written', () => {
    for (const url of ['http://127.0.0.1/', 'http://[::1]:80/', 'http://2130706433/', 'http://0x7f.1/', 'http://[::ffff:127.0.0.1]/'])
      expect(() => checkLiteral(new URL(url), false)).toThrow('could not be reached');
    expect(() => checkLiteral(new URL('http://169.254.169.254/latest'), true)).toThrow('could not be reached');
    expect(() => checkLiteral(new URL('https://api.openai.com/'), false)).not.toThrow();
  });

  it('checks every address a name leads to when the socket connects', async () => {
    expect(await lookUp(false)).toBeInstanceOf(Error);
    expect(await lookUp(true)).toEqual(expect.arrayContaining([expect.objectContaining({ address: expect.stringMatching(/^(127\.|::1)/) })]));
  });
});
