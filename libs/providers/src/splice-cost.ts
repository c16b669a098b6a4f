// Puts what a call cost into the usage that the caller is shown: into the bytes, so that nothing else of the reply changes.
import type { JsonObject } from './hub.js';
import { scanJson } from './scan-json.js';

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
  const { cost, ...rest } = JSON.parse(usage.toString()) as JsonObject;
  const inside = (cost === undefined ? usage.toString() : JSON.stringify(rest)).slice(1).trimStart();
  return Buffer.from(`{"cost":${usd}${inside.startsWith('}') ? '' : ','}${inside}`);
}
