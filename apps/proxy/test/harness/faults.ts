// What an upstream can do wrong, and what comes of it: the contract of the relay under faults, one line a case. The answers are the
// true wire of a dialect, broken in one place.
import { json, reset, silent, stream, type Answer } from './fake-upstream.js';
import type { Wire } from './wires.js';

/** How the request ends where nobody else can be asked. */
export type Ends =
  /** A status of ours, with a code, before anything was shown; another target is asked where there is one. */
  | { status: number; code: string; elsewhere?: false }
  /** All of the text, and one finish. */
  | 'whole'
  /** The text up to there, one error frame with the code, no finish. */
  | { frame: string };

export interface Fault {
  name: string;
  answer: Answer | 'refuse';
  ends: Ends;
  /** What is booked for the failed attempt: nothing ran, or something may have. */
  confidence: 'none' | 'estimated' | 'reported';
  headers?: Record<string, string>;
}

const eventStream = { 'content-type': 'text/event-stream' };
const down: Ends = { status: 502, code: 'upstream_error' };
const busy: Ends = { status: 503, code: 'upstream_overloaded' };
const late: Ends = { status: 504, code: 'upstream_timeout' };
const refused: Ends = { status: 502, code: 'upstream_refused' };
const away: Ends = { status: 502, code: 'upstream_unreachable' };

/** Before the kind of answer matters. */
function atOnce({ errorBody }: Wire): Fault[] {
  const said = (status: number, ends: Ends, more: Partial<Fault> = {}): Fault =>
    ({ name: `answers ${status}`, answer: json(errorBody(status, 'no'), status), ends, confidence: 'none', ...more });
  return [
    { name: 'refuses the connection', answer: 'refuse', ends: away, confidence: 'none' },
    { name: 'resets it before the headers', answer: reset, ends: away, confidence: 'none' },
    { name: 'never answers', answer: silent, ends: late, confidence: 'estimated' },
    said(500, down), said(502, down), said(503, busy), said(529, busy), said(408, late, { confidence: 'estimated' }),
    said(400, { status: 400, code: 'invalid_request', elsewhere: false }), said(404, { status: 404, code: 'invalid_request', elsewhere: false }),
    { name: 'answers with a page of a proxy', answer: (response) => { response.writeHead(502, { 'content-type': 'text/html' }).end('<html>'); }, ends: down, confidence: 'none' },
  ];
}

/** They speak against the credential, whatever its target. */
export function credentialFaults({ errorBody }: Wire): Fault[] {
  const said = (status: number, ends: Ends, headers = {}): Fault => ({ name: `answers ${status}`, answer: json(errorBody(status, 'no'), status, headers), ends, confidence: 'none' });
  return [
    { ...said(429, busy, { 'retry-after': '0.02' }), headers: { 'retry-after': '1' } }, said(401, refused), said(403, refused),
  ];
}

export function plainFaults(wire: Wire): Fault[] {
  const bytes = Buffer.from(JSON.stringify(wire.reply));
  const sends = (body: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/json' }): Answer => (response) => { response.writeHead(200, headers).end(body); };
  const partly = (end: number, after: 'cut' | 'hang'): Answer => (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
    response.write(bytes.subarray(0, end), () => { if (after === 'cut') response.destroy(); });
  };
  const broken = (name: string, answer: Answer, ends: Ends = down): Fault => ({ name, answer, ends, confidence: 'estimated' });
  const call = wire.malformedCall?.plain;
  return [
    broken('answers 200 with an error', json(wire.errorBody(500, 'no'))),
    broken('answers 200 with no JSON', sends('Hello')),
    broken('answers 200 with a page', sends('<html>Sign in</html>', { 'content-type': 'text/html' })),
    broken('answers 200 with JSON that is no reply', sends('{"hello":1}')),
    broken('answers 200 with nothing', sends('')),
    broken('stops within its JSON', partly(bytes.length / 2, 'hang'), late),
    ...[1, Math.floor(bytes.length / 3), bytes.indexOf('🌍') + 2, bytes.length - 1].map((at) => broken(`breaks off at byte ${at}`, partly(at, 'cut'))),
    ...(call ? [{ ...broken('could not write a tool call', json(call.body, call.status)), confidence: call.status === 200 ? 'estimated' as const : 'none' as const }] : []),
    { name: 'drips byte by byte', answer: dripping(bytes, { 'content-type': 'application/json' }), ends: 'whole', confidence: 'reported' },
    { name: 'says the wrong content type', answer: sends(bytes, { 'content-type': 'text/plain' }), ends: 'whole', confidence: 'reported' },
    ...atOnce(wire),
  ];
}

export function streamFaults(wire: Wire): Fault[] {
  const { opening, content, closing, unmarked, errorFrame } = wire;
  const all = opening + content + closing;
  const early = (name: string, answer: Answer, ends: Ends = down): Fault => ({ name, answer, ends, confidence: 'estimated' });
  const amidst = (name: string, answer: Answer, code = 'upstream_error'): Fault => ({ name, answer, ends: { frame: code }, confidence: 'estimated' });
  const well = (name: string, text: string, pieceBytes?: number): Fault =>
    ({ name, answer: stream(text, pieceBytes === undefined ? {} : { pieceBytes }), ends: 'whole', confidence: 'reported' });
  const page: Answer = (response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'); };
  const call = wire.malformedCall?.streamed;
  return [
    early('answers 200 with an error', json(wire.errorBody(500, 'no'))),
    early('answers with a page', page),
    early('does not stream', json(wire.reply)),
    early('sends no event at all', stream('')),
    early('sends text that is no event', stream('Hello\n\nthere\n\n')),
    early('sends events that are no JSON', stream('data: {nope\n\n')),
    early('sends a line beyond all bounds', stream(`data: "${'x'.repeat(17 * 1024 * 1024)}`)),
    early('ends without content', stream(opening)),
    early('says nothing but [DONE]', stream('data: [DONE]\n\n')),
    early('begins with an error', stream(errorFrame), busy),
    early('falls silent before the content', stream(opening, { after: 'hang' }), late),
    early('breaks off before the content', stream(opening, { after: 'cut' })),
    ...(call === undefined ? [] : [early('could not write a tool call', stream(opening + call))]),
    early('errs in the packet of its content', stream(opening + content + errorFrame), busy),
    amidst('errs after content', streamInTurn([opening + content, errorFrame]), 'upstream_overloaded'),
    amidst('goes on after an error', streamInTurn([opening + content, errorFrame + closing]), 'upstream_overloaded'),
    amidst('falls silent amidst the content', stream(opening + content, { after: 'hang' }), 'upstream_timeout'),
    amidst('breaks off amidst the content', stream(opening + content, { after: 'cut' })),
    amidst('ends amidst the content', stream(opening + content)),
    amidst('sends garbage after content', streamInTurn([opening + content, 'data: {nope\n\n'])),
    amidst('sends a line beyond all bounds after content', streamInTurn([opening + content, `data: "${'x'.repeat(17 * 1024 * 1024)}`])),
    well('sends several events in a packet', all),
    well('drips byte by byte', all, 1),
    well('ends its lines by CRLF', all.replace(/\r?\n/g, '\r\n')),
    well('ends its lines by CR', all.replace(/\r?\n/g, '\r')),
    well('drips lines that end by CRLF', all.replace(/\r?\n/g, '\r\n'), 1),
    well('puts comments between and before events', all.replace(/^(?=data:|event:)/gm, ': busy\n\n: still\n')),
    well('leaves out what marks the end', opening + content + unmarked),
    ...atOnce(wire),
  ];
}

/** Packets that are read one by one: both ends live in this process, so that some turns of its loop bring each across. */
const streamInTurn = (packets: string[]): Answer => async (response) => {
  response.writeHead(200, eventStream);
  for (const packet of packets) {
    response.write(packet);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((next) => { setImmediate(next); });
  }
  response.end();
};

/** A stream that breaks off at a byte: what was shown of it decides how it ends. */
export const cutAt = (bytes: Buffer, at: number): Answer => (response) => {
  response.writeHead(200, eventStream);
  response.write(bytes.subarray(0, at), () => { response.destroy(); });
};

/** As many reads as bytes, as far as the sockets allow. */
function dripping(bytes: Buffer, headers: Record<string, string>): Answer {
  return async (response) => {
    response.writeHead(200, headers);
    for (const byte of bytes) await new Promise((written) => { response.write(Buffer.of(byte), written); });
    response.end();
  };
}
