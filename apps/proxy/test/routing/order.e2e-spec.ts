import { newEncryptionKey, parseEncryptionKeys, Sealer } from '#access/seal';
import { errorOf, refused, Scene } from '../harness/scene.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const ENCRYPTION_KEY = newEncryptionKey();
const down = refused(500);
const strict = { headers: { 'x-aiproxy-strict': 'true' } };

let proxy: RunningProxy;
let scene: Scene;
beforeAll(async () => {
  proxy = await startProxy({ ENCRYPTION_KEY });
  scene = new Scene(proxy);
});
afterAll(() => proxy.close());

const times = <Result>(count: number, work: (index: number) => Promise<Result>) => Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('a strategy', () => {
  it('cheapest takes the cheaper target, however heavy the other one is, and that one when it fails', async () => {
    const model = await scene.model([{ name: 'dear', provider: 'openai', weight: 99, price: 9_000_000 }, { name: 'cheap', provider: 'mistral', price: 1_000_000 }], { strategy: 'cheapest' });
    const all = await times(6, () => scene.ask(model));
    expect(all.map(({ headers }) => headers.get('x-aiproxy-model'))).toEqual(all.map(() => 'cheap'));
    scene.answers.cheap = down;
    expect(await scene.ask(model)).toMatchObject({ status: 200, asked: ['cheap', 'dear'] });
  });

  it('weighted never takes a target of weight 0, unless the others fail', async () => {
    const model = await scene.model([{ name: 'spare', weight: 0 }, { name: 'usual', weight: 1 }]);
    const all = await times(12, () => scene.ask(model));
    expect(all.map(({ headers }) => headers.get('x-aiproxy-model'))).toEqual(all.map(() => 'usual'));
    scene.answers.usual = down;
    expect(await scene.ask(model)).toMatchObject({ status: 200, asked: ['usual', 'spare'] });
  });

  it('affinity sends a conversation to the same credential each time, and others elsewhere', async () => {
    const sealer = new Sealer(parseEncryptionKeys(ENCRYPTION_KEY));
    const rows = ['cred-1', 'cred-2', 'cred-3'].map((id) => `('${id}', 'mistral', '${id}', '\\x${sealer.seal(`secret of ${id}`, id).toString('hex')}', 'last')`);
    await proxy.change(`INSERT INTO credential (id, provider_id, name, secret, last4) VALUES ${rows.join(', ')}`);
    const model = await scene.model([{ name: 'kept', provider: 'mistral', price: 1 }], { strategy: 'affinity' });
    const credentialFor = async (conversation: number, turns: object[] = []) => {
      await scene.ask(model, { messages: [{ role: 'system', content: `You are number ${conversation}.` }, { role: 'user', content: 'Hi' }, ...turns] });
      return proxy.upstream.received.at(-1)?.headers.authorization;
    };
    const used: (string | undefined)[] = [];
    for (let conversation = 0; conversation < 12; conversation += 1) {
      const first = await credentialFor(conversation);
      expect(await credentialFor(conversation, [{ role: 'assistant', content: 'Hello' }, { role: 'user', content: 'And?' }])).toBe(first);
      used.push(first);
    }
    expect(new Set(used).size).toBeGreaterThan(1);
  });
});

describe('a strict caller', () => {
  const anthropic = 'claude-haiku-4-5';

  it('is told which parameter cannot be honoured, before any call', async () => {
    const sent = await scene.ask(anthropic, { seed: 7 }, strict);
    expect([sent.status, sent.asked, errorOf(sent)]).toMatchObject([400, [], { code: 'unsupported_parameter', param: 'seed' }]);
  });

  it('goes to a target that honours it where there is one', async () => {
    await proxy.change("INSERT INTO target (id, model_id, provider_id, upstream_model, priority, source) VALUES ('honours', 'claude-sonnet-4-5', 'vllm', 'honours', 9, 'admin')");
    expect(await scene.ask('claude-sonnet-4-5', { seed: 7 }, strict)).toMatchObject({ status: 200, asked: ['honours'] });
    expect(proxy.upstream.received.at(-1)?.body).toMatchObject({ seed: 7 });
  });

  it('minds what would be changed as well', async () => {
    const sent = await scene.ask(anthropic, { temperature: 1.5 }, strict);
    expect([sent.status, errorOf(sent).param]).toEqual([400, 'temperature']);
  });

  it('says so by true or false, nothing else', async () => {
    const sent = await scene.ask('gpt-4o', {}, { headers: { 'x-aiproxy-strict': 'yes' } });
    expect([sent.status, errorOf(sent).param]).toEqual([400, 'x-aiproxy-strict']);
    expect((await scene.ask('gpt-4o', { seed: 7 }, strict)).status).toBe(200);
  });
});

it('others are told by headers what was left out and what was changed, and what was sent is that', async () => {
  const { status, headers } = await scene.ask('claude-haiku-4-5', { seed: 7, temperature: 1.5 });
  expect([status, headers.get('x-aiproxy-params-dropped'), headers.get('x-aiproxy-params-changed')]).toEqual([200, 'seed', 'temperature']);
  expect(proxy.upstream.received.at(-1)?.body).toMatchObject({ temperature: 1 });
});
