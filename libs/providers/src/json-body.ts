// The body of a request: its bytes as they came, where its top-level fields stand, and its parsed form when somebody needs it.
import { RequestError } from './errors.js';
import type { JsonObject } from './hub.js';
import { JsonScanError, scanJson, scanJsonInSlices, type JsonField } from './scan-json.js';

/** Above this size a body is scanned in slices and parsed as a whole only if it must be translated. */
export const wholeParseLimitBytes = 2 * 1024 * 1024;

/** Stands in `JsonBody.shape` for a large array that was not parsed. */
export class UnreadArray extends Array<never> {}

export class JsonBody {
  private parsed: JsonObject | undefined;

  constructor(readonly bytes: Buffer, readonly fields: ReadonlyMap<string, JsonField>) {}

  /** The whole body, parsed once. Nobody may change it: another target reads it again. Throws RequestError. */
  json(): JsonObject {
    return (this.parsed ??= parseJson(this.bytes.toString('utf8')) as JsonObject);
  }

  /** What validation reads: the whole body, or of a large one its small fields, with large arrays left unread. */
  shape(): JsonObject {
    if (this.parsed || this.bytes.length <= wholeParseLimitBytes) return this.json();
    const shape: JsonObject = {};
    for (const [key, field] of this.fields) {
      const large = field.valueEnd - field.valueStart > wholeParseLimitBytes / 8;
      shape[key] = large && this.bytes[field.valueStart] === 0x5b ? new UnreadArray() : this.value(key);
    }
    return shape;
  }

  /** One top-level field, parsed alone unless the whole is parsed already; undefined where absent. */
  value(key: string): unknown {
    if (this.parsed) return this.parsed[key];
    const field = this.fields.get(key);
    return field && parseJson(this.bytes.toString('utf8', field.valueStart, field.valueEnd));
  }
}

/** Reads a request body. Throws RequestError: `invalid_json`, or `duplicate_parameter` naming the field given twice. */
export async function readJsonBody(bytes: Buffer): Promise<JsonBody> {
  try {
    return bodyOf(bytes, bytes.length > wholeParseLimitBytes ? await scanJsonInSlices(bytes) : scanJson(bytes));
  } catch (error) {
    if (error instanceof JsonScanError) throw invalidJson(`${error.message} (byte ${error.offset})`);
    throw error;
  }
}

function bodyOf(bytes: Buffer, all: JsonField[]): JsonBody {
  const fields = new Map<string, JsonField>();
  for (const field of all) {
    if (fields.has(field.key)) throw new RequestError(`The field "${field.key}" is given twice.`, field.key, 'duplicate_parameter');
    fields.set(field.key, field);
  }
  return new JsonBody(bytes, fields);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // V8's own message quotes the text around the fault, which may be a prompt.
    throw invalidJson('a value is not valid JSON');
  }
}

function invalidJson(why: string): RequestError {
  return new RequestError(`The request body is not valid JSON: ${why}.`, null, 'invalid_json');
}
