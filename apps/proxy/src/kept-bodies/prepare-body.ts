// What was heard of one request, made ready to be kept: secrets and media out, then cut, then sealed.
import type { Sealer } from '#access/seal';
import { sealedAs, type RequestBodyRecord } from '#database/request-bodies';
import { gatherStream } from './gather-stream.js';
import { redactBeginning } from './redact.js';

export const keptBytes = 256 * 1024;
/** So much more is looked at: what the cut goes through is recognised all the same. */
const margin = 8192;

/** What was said in one request. */
export interface Heard {
  requestId: string;
  at: Date;
  projectId: string;
  request: Buffer;
  /** Undefined: its project keeps requests alone. `cut`: there was more of it than was listened to. */
  answer: { bytes: Buffer; cut: boolean; isStream: boolean } | undefined;
}

export async function prepareBody({ requestId, at, projectId, request, answer }: Heard, sealer: Sealer): Promise<RequestBodyRecord> {
  const asked = beginningOf(request.toString('utf8'));
  const said = answer && beginningOf(answer.isStream ? await gatherStream(answer.bytes.toString('utf8')) : answer.bytes.toString('utf8'));
  return {
    requestId, at, projectId,
    request: sealer.seal(asked.text, sealedAs(requestId, 'request')), requestCut: asked.cut,
    answer: said ? sealer.seal(said.text, sealedAs(requestId, 'answer')) : null, answerCut: said !== undefined && (said.cut || answer?.cut === true),
  };
}

/** Without secrets; never cut through a character. */
function beginningOf(whole: string): { text: string; cut: boolean } {
  const { text, more } = redactBeginning(whole, keptBytes + margin);
  const bytes = Buffer.from(text);
  if (bytes.length <= keptBytes) return { text, cut: more };
  let end = keptBytes;
  while ((bytes[end] & 0xc0) === 0x80) end -= 1;
  return { text: bytes.toString('utf8', 0, end), cut: true };
}
