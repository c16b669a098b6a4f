// Runs the table of faults for one dialect: plain and streamed, with the broken target alone and with a healthy second one. Says what the
// caller sees each time, and in the end what the ledger has.
import { fakeUpstream, json, stream, type FakeUpstream } from './fake-upstream.js';
import { credentialFaults, cutAt, plainFaults, streamFaults, type Ends, type Fault } from './faults.js';
import { readAnswer, type Seen } from './read-answer.js';
import { openaiReply, openaiStream } from './replies.js';
import { startProxy, type RunningProxy } from './start-proxy.js';
import { wholeText, type Wire } from './wires.js';

/** What must be booked for a request. */
interface Booked { name: string; requestId: string; code: string; confidence?: string; rescued: boolean; first?: 'may be passed over' }

/** Long enough for 17 MiB on a busy machine. */
const short = { UPSTREAM_FIRST_BYTE_MS: '700', UPSTREAM_IDLE_MS: '700', RETRY_BASE_MS: '0', RETRY_WAIT_MAX_MS: '100' };
const rescue = 'Healthy.';
/** More than there are cases. */
const copiesMost = 150;
const whole: Partial<Seen> = { status: 200, text: wholeText, finishes: 1, error: undefined, cut: false };
const rescued: Partial<Seen> = { ...whole, text: rescue };

export function faultMatrix(wire: Wire): void {
  let proxy: RunningProxy;
  let healthy: FakeUpstream;
  const booked: Booked[] = [];
  let cases = 0;

  beforeAll(async () => {
    healthy = await fakeUpstream();
    healthy.answer((response, received) => (received.body.stream ? stream(openaiStream(rescue)) : json(openaiReply(rescue)))(response, received));
    proxy = await startProxy({ ...short, VLLM_BASE_URL: `${healthy.url}/v1` });
    await proxy.change(copies(wire.shared));
  });
  afterAll(async () => {
    process.stdout.write(`${wire.dialect}: ${cases} fault cases\n`);
    await proxy.close();
    healthy.close();
  });

  const ask = async (model: string, isStream: boolean): Promise<Seen> => {
    cases += 1;
    return readAnswer(await proxy.post('/v1/chat/completions', { model, messages: [{ role: 'user', content: 'Hi' }], stream: isStream }));
  };
  let copy = 0;
  const askWithSecond = (isStream: boolean) => ask(`${wire.shared}-${(copy += 1)}`, isStream);
  const book = (seen: Seen, booking: Omit<Booked, 'requestId'>) => booked.push({ ...booking, requestId: seen.headers.get('x-request-id') ?? '' });

  const meet = async ({ name, answer, ends, confidence, headers }: Fault, isStream: boolean, first?: Booked['first']) => {
    const accept = answer === 'refuse' ? await proxy.upstream.refuse() : undefined;
    if (answer !== 'refuse') proxy.upstream.answer(answer);
    try {
      const alone = await ask(wire.alone, isStream);
      expectEnd(alone, ends, isStream);
      for (const [header, value] of Object.entries(headers ?? {})) expect(alone.headers.get(header)).toBe(value);
      book(alone, { name, code: codeOf(ends), confidence, rescued: false });
      const second = await askWithSecond(isStream);
      const isRescued = typeof ends === 'object' && 'status' in ends && ends.elsewhere !== false;
      if (isRescued) expect(second).toMatchObject(rescued);
      else expectEnd(second, ends, isStream);
      book(second, { name, code: codeOf(ends), confidence, rescued: isRescued, ...(first && { first }) });
    } finally {
      await accept?.();
    }
  };

  it.each(plainFaults(wire).map((fault) => [fault.name, fault] as const))('plain: a provider that %s', (_, fault) => meet(fault, false));
  it.each(streamFaults(wire).map((fault) => [fault.name, fault] as const))('streamed: a provider that %s', (_, fault) => meet(fault, true));

  it('streamed: a provider that breaks off at any byte', async () => {
    const bytes = Buffer.from(wire.opening + wire.content + wire.closing);
    const globe = bytes.indexOf('🌍');
    const steps = Array.from({ length: 24 }, (_, step) => Math.floor((bytes.length * (step + 1)) / 25));
    for (const at of [0, 1, globe, globe + 1, globe + 2, globe + 3, ...steps, bytes.length - 1, bytes.length]) {
      proxy.upstream.answer(cutAt(bytes, at));
      const alone = await ask(wire.alone, true);
      expectHonest(alone);
      book(alone, { name: `breaks off at ${at}`, code: alone.error ? codeShown(alone) : 'ok', rescued: false });
      const second = await askWithSecond(true);
      if (alone.status === 200) expectHonest(second);
      else expect(second).toMatchObject(rescued);
      const isRescued = second.text === rescue;
      expect(isRescued || wholeText.startsWith(second.text)).toBe(true);
      book(second, { name: `breaks off at ${at}`, code: second.error ? codeShown(second) : isRescued ? 'upstream_error' : 'ok', rescued: isRescued });
    }
  });

  // Behind all others, since what they say outlives them.
  it.each(credentialFaults(wire).map((fault) => [fault.name, fault] as const))('plain and streamed: a provider that %s', async (_, fault) => {
    await meet(fault, false, 'may be passed over');
    await meet(fault, true, 'may be passed over');
  });

  it('the ledger has each attempt once, and says how it ended', async () => {
    const rows = await proxy.stopAndReadLedger();
    expect(new Set(rows.map(({ request_id }) => request_id))).toEqual(new Set(booked.map(({ requestId }) => requestId)));
    for (const one of booked) expectBooked(one, rows.filter(({ request_id }) => request_id === one.requestId));
  });
}

/** Models just like the shared one, each with a first target of its own: nothing that is learnt in one case speaks against another's. */
const copies = (model: string) => `
  INSERT INTO model (id, type, context_window, max_output_tokens, capabilities, source, created_at)
    SELECT id || '-' || n, type, context_window, max_output_tokens, capabilities, 'admin', created_at FROM model, generate_series(1, ${copiesMost}) n WHERE id = '${model}';
  INSERT INTO target (id, model_id, provider_id, upstream_model, source)
    SELECT 'first ' || n, model_id || '-' || n, provider_id, upstream_model, 'admin' FROM target, generate_series(1, ${copiesMost}) n WHERE model_id = '${model}';
  INSERT INTO target (id, model_id, provider_id, upstream_model, priority, source)
    SELECT 'second ' || n, '${model}-' || n, 'vllm', 'own', 9, 'admin' FROM generate_series(1, ${copiesMost}) n;
  INSERT INTO price_version (id, target_id, valid_from, source)
    SELECT version.id || ' ' || n, 'first ' || n, valid_from, version.source FROM price_version version JOIN target ON target.id = target_id, generate_series(1, ${copiesMost}) n
    WHERE model_id = '${model}' AND service_tier = 'default';
  INSERT INTO price_unit (price_version_id, bucket, from_input_tokens, pico_usd)
    SELECT price_version_id || ' ' || n, bucket, from_input_tokens, pico_usd FROM price_unit JOIN price_version version ON version.id = price_version_id JOIN target ON target.id = target_id,
      generate_series(1, ${copiesMost}) n WHERE model_id = '${model}' AND service_tier = 'default'`;

const codeOf = (ends: Ends) => (ends === 'whole' ? 'ok' : 'frame' in ends ? ends.frame : ends.code);
const codeShown = ({ error }: Seen) => String(error?.code);

function expectEnd(seen: Seen, ends: Ends, isStream: boolean): void {
  if (ends === 'whole') {
    expect(seen).toMatchObject(whole);
    expect(seen.done).toBe(isStream);
  } else if ('frame' in ends) {
    expect(seen).toMatchObject({ status: 200, finishes: 0, done: false, cut: false });
    expect(wholeText.startsWith(seen.text)).toBe(true);
    expectError(seen, ends.frame);
  } else {
    expect([seen.status, seen.headers.get('content-type'), seen.text]).toEqual([ends.status, 'application/json', '']);
    if (ends.status < 500) return;
    expectError(seen, ends.code);
    expect(seen.headers.get('x-should-retry')).toBe('false');
  }
}

function expectError({ error = {} }: Seen, code: string): void {
  expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
  expect(error.code).toBe(code);
}

/** Whatever happened: whole, or the beginning and an error, or an error alone. */
function expectHonest(seen: Seen): void {
  expect(wholeText.startsWith(seen.text)).toBe(true);
  expect(seen.cut).toBe(false);
  if (seen.error) expectError(seen, 'upstream_error');
  else expect(seen).toMatchObject({ ...whole, done: true });
  expect(seen.finishes).toBe(seen.error ? 0 : 1);
}

function expectBooked({ name, code, confidence, rescued: isRescued, first }: Booked, rows: Record<string, unknown>[]): void {
  const told = (label: string, rest: unknown[]) => [name, label, ...rest];
  expect(told('numbers', rows.map(({ attempt }) => attempt))).toEqual(told('numbers', rows.map((_, index) => index + 1)));
  expect(told('final', rows.map(({ final }) => final))).toEqual(told('final', rows.map((_, index) => index === rows.length - 1)));
  const failed = isRescued ? rows.slice(0, -1) : rows;
  expect(told('outcomes', failed.map(({ outcome }) => outcome))).toEqual(told('outcomes', failed.map(() => code)));
  if (confidence) expect(told('confidence', failed.map((row) => row.confidence))).toEqual(told('confidence', failed.map(() => confidence)));
  if (isRescued) expect(rows.at(-1)).toMatchObject({ outcome: 'ok', provider_id: 'vllm', confidence: 'reported' });
  if (!first) expect(failed).not.toEqual([]);
}
