import { Agent, request } from 'node:http';
import * as fc from 'fast-check';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
let agent: Agent;
beforeAll(async () => {
  proxy = await startProxy();
  agent = new Agent({ keepAlive: true, maxSockets: 16 });
});
afterAll(async () => { agent.destroy(); await proxy.close(); });

const body = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] });

/** With exactly these header lines, in this order. */
function send(path: string, lines: readonly [string, string][], method = 'POST'): Promise<number> {
  const length = method === 'POST' ? String(Buffer.byteLength(body)) : '0';
  const headers = ['host', 'proxy', 'content-type', 'application/json', 'content-length', length, ...lines.flat()];
  return new Promise((resolve, reject) => {
    const sent = request(proxy.url + path, { method, agent, headers, insecureHTTPParser: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0)).once('error', reject);
    });
    sent.once('error', reject).end(method === 'POST' ? body : undefined);
  });
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.split('');
// What Node lets a header hold, and bytes above ASCII.
const character = fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f).map((code) => String.fromCharCode(code));
const anyText = fc.oneof(fc.string({ unit: character, maxLength: 80 }), fc.string({ unit: fc.constantFrom(...base62), maxLength: 80 }));

/** One change of a good header's text. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('replace' as const), at: fc.nat(), by: fc.oneof(character, fc.constantFrom(...base62)) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), by: fc.oneof(character, anyText) }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(), by: fc.constant('') }),
  fc.record({ kind: fc.constant('swap' as const), at: fc.nat(), by: fc.constant('') }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), by: fc.constant('') }),
  fc.record({ kind: fc.constant('case' as const), at: fc.nat(), by: fc.constant('') }),
);

function mutate(text: string, { kind, at: place, by }: { kind: string; at: number; by: string }): string {
  const at = place % (text.length + 1);
  const [before, here, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  switch (kind) {
    case 'replace': return before + by + after;
    case 'insert': return before + by + here + after;
    case 'remove': return before + after;
    case 'swap': return before + after.charAt(0) + here + after.slice(1);
    case 'cut': return before;
    default: return before + (here === here.toLowerCase() ? here.toUpperCase() : here.toLowerCase()) + after;
  }
}

/** The very key after Bearer in any case, which is how schemes are compared; blanks at either end are no part of a header. */
const isGood = (header: string) => new RegExp(`^bearer ${proxy.key}$`, 'i').test(header.replace(/^[ \t]+|[ \t]+$/g, '')) && header.includes(proxy.key);

it('10,000 mutations of a good Authorization header reach no provider, give no 5xx, and pass only where they changed nothing', async () => {
  const cases = fc.sample(fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    name: fc.oneof({ weight: 30, arbitrary: fc.constant('authorization') }, { weight: 1, arbitrary: fc.constantFrom('Authorization', 'x-api-key', 'api-key', 'proxy-authorization', 'cookie') }),
    whole: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anyText }),
  }), { numRuns: 10_000, seed: 20_261_125 });
  const wrong = cases.flatMap(({ changes, name, whole }) => {
    const header = whole ?? changes.reduce(mutate, `Bearer ${proxy.key}`);
    return name.toLowerCase() === 'authorization' && isGood(header) ? [] : [[[name, header]] as [string, string][]];
  });
  expect(wrong.length).toBeGreaterThan(9500);
  const statuses = new Map<number, number>();
  const waiting = [...wrong];
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (let lines = waiting.pop(); lines; lines = waiting.pop()) {
      const status = await send('/v1/chat/completions', lines);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status !== 401) throw new Error(`${status} for ${JSON.stringify(lines).replaceAll(proxy.key, '<key>')}`);
    }
  }));
  expect(statuses).toEqual(new Map([[401, wrong.length]]));
  expect(proxy.upstream.received).toEqual([]);
}, 60_000);

it('the header itself passes, so that the mutations are of something', async () => {
  expect(await send('/v1/models', [['authorization', `Bearer ${proxy.key}`]], 'GET')).toBe(200);
  expect(await send('/v1/models', [['authorization', `bEARER ${proxy.key}`]], 'GET')).toBe(200);
});
