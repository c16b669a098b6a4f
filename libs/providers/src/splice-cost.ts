// Puts what a call cost into the usage that the caller is shown: into the bytes, so that nothing else of the reply changes.
import { scanJson } from './scan-json.js';
import { splice } from './splice.js';

/** `usd` is a decimal number in text. A reply without a usage object stays as it is; a cost that a provider told itself gives way. */
export function spliceCost(json: Buffer, usd: string): Buffer {
  const field = scanJson(json).find(({ key }) => key === 'usage');
  if (!field || json[field.valueStart] !== 0x7b) return json;
  const usage = json.subarray(field.valueStart, field.valueEnd);
  return Buffer.concat([json.subarray(0, field.valueStart), withCost(usage, usd), json.subarray(field.valueEnd)]);
}

/** The same for the frame of a stream that has the usage; `frames` are whole. */
export function spliceCostIntoFrames(frames: Buffer | string, usd: string): Buffer | string {
  const text = frames.toString();
  const spliced = text.replaceAll(/^(data: ?)(\{.*"usage"\s*:\s*\{.*\})/gm, (_, data: string, json: string) => data + spliceCost(Buffer.from(json), usd).toString());
  return spliced === text ? frames : spliced;
}

function withCost(usage: Buffer, usd: string): Buffer {
  return splice(usage, scanJson(usage), { first: `"cost":${usd}`, remove: new Set(['cost']) });
}
