import { coreVariables } from './core-variables.js';
import { EnvError, readEnv } from './read-env.js';
import { renderEnvExample } from './render-env-example.js';
import type { EnvVariable } from './variable.js';

const provider = [
  { name: 'ACME_API_KEY', kind: 'string', secret: true, description: 'Key of Acme' },
  { name: 'ACME_BASE_URL', kind: 'url', protocols: ['http:', 'https:'], default: 'https://api.acme.test/v1', description: 'Address of Acme' },
] as const satisfies readonly EnvVariable[];

function mistakesOf(source: NodeJS.ProcessEnv, extra: readonly EnvVariable[] = []): string[] {
  try {
    readEnv(source, extra);
  } catch (error) {
    if (error instanceof EnvError) return error.message.split('\n').slice(1).map((line) => line.trim());
    throw error;
  }
  return [];
}

describe('readEnv', () => {
  it('fills in every default', () => {
    expect(readEnv({})).toMatchObject({
      PORT: 3000, HOST: '127.0.0.1', LOG_LEVEL: 'info', TRUST_PROXY: [], CORS_ORIGINS: [], BODY_LIMIT_BYTES: 20_971_520,
      UPSTREAM_CONNECT_MS: 5000, UPSTREAM_FIRST_BYTE_MS: 600_000, UPSTREAM_IDLE_MS: 120_000, UPSTREAM_TOTAL_MS: 1_800_000,
      COMMIT_HOLD_MS: 15_000, PING_MS: 10_000, ATTEMPTS_MAX: 3, STOP_GRACE_MS: 30_000, KEY_STALE_MAX_MS: 3_600_000,
      ALLOW_PRIVATE_UPSTREAMS: false,
    });
    expect(readEnv({}).DATABASE_URL).toBeUndefined();
  });

  it('gives each kind its type', () => {
    const env = readEnv({
      PORT: ' 0 ', TRUST_PROXY: '10.0.0.0/8, 127.0.0.1,::1/128', CORS_ORIGINS: 'https://a.test,http://localhost:5173',
      ALLOW_PRIVATE_UPSTREAMS: '1', LOG_LEVEL: 'silent', DATABASE_URL: 'postgresql://u:p@h/d',
    });
    expect(env).toMatchObject({
      PORT: 0, TRUST_PROXY: ['10.0.0.0/8', '127.0.0.1', '::1/128'], CORS_ORIGINS: ['https://a.test', 'http://localhost:5173'],
      ALLOW_PRIVATE_UPSTREAMS: true, LOG_LEVEL: 'silent', DATABASE_URL: 'postgresql://u:p@h/d',
    });
  });

  it('takes a variable set to nothing as absent', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '  ' })).toMatchObject({ PORT: 3000, DATABASE_URL: undefined });
  });

  it('reads the variables of the providers beside its own', () => {
    const env = readEnv({ ACME_API_KEY: 'k' }, provider);
    const key: string | undefined = env.ACME_API_KEY;
    const url: string = env.ACME_BASE_URL;
    expect([key, url, env.PORT]).toEqual(['k', 'https://api.acme.test/v1', 3000]);
  });

  it('lists everything wrong at once, one line each', () => {
    expect(mistakesOf({ PORT: '80 80', LOG_LEVEL: 'loud', TRUST_PROXY: '10.0.0.0/33', ATTEMPTS_MAX: '0' })).toEqual([
      'PORT must be a whole number from 0 to 65535; "80 80" is not.',
      'LOG_LEVEL must be one of silent, error, warn, info, debug; "loud" is not.',
      'TRUST_PROXY must be networks like 10.0.0.0/8, separated by commas; "10.0.0.0/33" is not.',
      'ATTEMPTS_MAX must be a whole number from 1 to 10; "0" is not.',
    ]);
  });

  it.each([
    ['PORT', '1.5'], ['PORT', '0x10'], ['PORT', '1e3'], ['PORT', '-1'], ['ALLOW_PRIVATE_UPSTREAMS', 'yes'],
    ['TRUST_PROXY', 'proxy.local'], ['TRUST_PROXY', '10.0.0.0/8/8'], ['TRUST_PROXY', '::1/129'], ['TRUST_PROXY', '10.0.0.0/'],
    ['CORS_ORIGINS', 'https://a.test/path'], ['CORS_ORIGINS', 'a.test'], ['DATABASE_URL', 'mysql://h/d'],
  ])('refuses %s=%s', (name, text) => {
    expect(mistakesOf({ [name]: text })).toEqual([expect.stringContaining(`${name} must be `)]);
  });

  it('never repeats a secret', () => {
    const mistakes = mistakesOf({ DATABASE_URL: 'mysql://user:hunter2@host/db' });
    expect(mistakes).toEqual(['DATABASE_URL must be a URL (postgres:// or postgresql://); what is set is not.']);
  });
});

describe('renderEnvExample', () => {
  it('names every variable once, with its default', () => {
    const example = renderEnvExample([...coreVariables, ...provider]);
    for (const { name } of [...coreVariables, ...provider]) {
      expect(example.match(new RegExp(`^# ${name}=`, 'gm'))).toHaveLength(1);
    }
    expect(example).toContain('# PORT=3000\n');
    expect(example).toContain('# ACME_BASE_URL=https://api.acme.test/v1\n');
  });

  it('is read back as the defaults once it is uncommented', () => {
    const lines = renderEnvExample(coreVariables).split('\n').filter((line) => /^# [A-Z_]+=/.test(line));
    const source = Object.fromEntries(lines.map((line) => line.slice(2).split('=')));
    expect(readEnv(source)).toEqual(readEnv({}));
  });
});
