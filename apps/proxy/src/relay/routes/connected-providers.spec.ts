import { Logger } from '@nestjs/common';
import { newEncryptionKey, parseEncryptionKeys, Sealer } from '#access/seal';
import type { StoredCredential } from '#database/records';
import { ConnectedProviders, ConnectionSettings } from './connected-providers.js';

const sealerOf = (text: string) => new Sealer(parseEncryptionKeys(text));
const sealer = sealerOf(newEncryptionKey());
const environment: Record<string, string> = { OPENAI_API_KEY: 'env-secret', OPENAI_BASE_URL: 'http://proxy.internal/v1/' };

describe('the connected providers', () => {
  const lines: string[] = [];
  let configuration: { credentials: readonly StoredCredential[] };
  let current: Sealer | undefined;
  let connected: ConnectedProviders;
  beforeAll(() => Logger.overrideLogger({ log: () => undefined, warn: () => undefined, error: (...line: unknown[]) => lines.push(line.join(' ')) }));
  afterAll(() => Logger.overrideLogger(undefined as never));
  beforeEach(() => {
    lines.length = 0;
    current = sealer;
    configuration = { credentials: [] };
    connected = new ConnectedProviders(configuration, new ConnectionSettings((name) => environment[name], false, () => current));
  });

  const credential = (id: string, secret: string | null, some: Partial<StoredCredential> = {}): StoredCredential =>
    ({ id, providerId: 'openai', baseUrl: null, secret: secret === null ? null : sealer.seal(secret, id), ...some });
  const load = (...credentials: StoredCredential[]) => { configuration.credentials = credentials; };
  const ids = (provider = 'openai') => connected.byId.get(provider)?.map(({ credentialId }) => credentialId);

  it('are the same object until the configuration changes', () => {
    load(credential('a', 'secret'));
    const before = connected.byId;
    expect(connected.byId).toBe(before);
    load(credential('a', 'secret'));
    expect(connected.byId).not.toBe(before);
  });

  it('have their stored credentials in order, the environment\'s last', () => {
    load(credential('a', 'secret a'), credential('b', 'secret b'));
    expect(connected.byId.get('openai')?.map(({ credentialId, secret }) => [credentialId, secret])).toEqual([['a', 'secret a'], ['b', 'secret b'], ['env:openai', 'env-secret']]);
    expect(ids('anthropic')).toBeUndefined();
  });

  it('are trusted where the environment or the provider says the address, not where the API does', () => {
    load(credential('own', 's', { baseUrl: 'https://elsewhere.example/v1/' }), credential('none', 's'));
    expect(connected.byId.get('openai')?.map(({ baseUrl, trusted }) => [baseUrl, trusted])).toEqual([
      ['https://elsewhere.example/v1', false], ['http://proxy.internal/v1', true], ['http://proxy.internal/v1', true],
    ]);
    const lenient = new ConnectedProviders(configuration, new ConnectionSettings((name) => environment[name], true, () => sealer));
    expect(lenient.byId.get('openai')?.[0]?.trusted).toBe(true);
  });

  it('need no secret where the provider needs none, and are not connected without one where it does', () => {
    load(credential('server', null, { providerId: 'vllm', baseUrl: 'https://vllm.example/v1' }), credential('a', null), credential('b', 's', { providerId: 'gone' }));
    expect([ids('vllm'), ids('openai'), connected.byId.has('gone')]).toEqual([['server'], ['env:openai'], false]);
  });

  it('leave out what cannot be opened and say so once, by its id and never with its content', () => {
    const broken = credential('broken', 'top secret', { secret: sealer.seal('top secret', 'another row') });
    const strange = credential('strange', 'top secret', { secret: sealerOf(newEncryptionKey()).seal('top secret', 'strange') });
    for (let change = 0; change < 3; change += 1) {
      load(broken, strange);
      expect(ids()).toEqual(['env:openai']);
    }
    expect(lines).toEqual([expect.stringContaining('The credential broken cannot be used'), expect.stringContaining('The credential strange cannot be used')]);
    expect(lines.join()).not.toContain('top secret');
  });

  it('open their credentials as soon as there is a key, and say again what breaks again', () => {
    current = undefined;
    load(credential('a', 'secret'));
    expect(ids()).toEqual(['env:openai']);
    current = sealer;
    load(credential('a', 'secret'));
    expect(ids()).toEqual(['a', 'env:openai']);
    load(credential('a', 'secret', { secret: Buffer.from('broken') }));
    expect(ids()).toEqual(['env:openai']);
    expect(lines).toHaveLength(2);
  });

  it('go on without stored ones while the keys cannot be read', () => {
    const failing = new ConnectedProviders(configuration, new ConnectionSettings((name) => environment[name], false, () => { throw new Error('EACCES'); }));
    load(credential('a', 'secret'));
    expect(failing.byId.get('openai')).toHaveLength(1);
  });
});
