// contents and systemInstruction -> messages. A turn of the user may mix function responses with text: the hub keeps them apart.
import { RequestError } from '../../errors.js';
import type { JsonObject, Message, Part, ToolCallPart, ToolResultPart } from '../../hub.js';
import { parsePart } from './parse-parts.js';
import { extraOf, objectOf, objectsOf, stringOf } from './read-wire.js';

/** Throws RequestError for a body without contents and for a function response without its name. */
export function parseContents(body: JsonObject): Message[] {
  if (!Array.isArray(body.contents)) throw new RequestError('The contents must be an array.', 'contents');
  return [...parseSystem(body.systemInstruction), ...new Turns().read(objectsOf(body.contents))];
}

function parseSystem(value: unknown): Message[] {
  const texts = objectsOf(objectOf(value)?.parts).flatMap((part) => (typeof part.text === 'string' ? [part.text] : []));
  return texts.length === 0 ? [] : [{ role: 'system', parts: texts.map((text) => ({ kind: 'text', text })) }];
}

/** Reads the turns in order, since a response without an id answers the oldest open call of its name. */
class Turns {
  private readonly messages: Message[] = [];
  private open: ToolCallPart[] = [];
  private unnamed = 0;

  read(contents: JsonObject[]): Message[] {
    for (const [turn, content] of contents.entries()) {
      for (const [index, wire] of objectsOf(content.parts).entries()) {
        if (objectOf(wire.functionResponse)) this.add('tool', this.result(wire, `contents[${turn}].parts[${index}]`));
        else this.add(content.role === 'model' ? 'assistant' : 'user', parsePart(wire, () => `call_${this.unnamed++}`));
      }
    }
    return this.messages;
  }

  private add(role: Message['role'], part: Part | undefined): void {
    if (!part) return;
    if (part.kind === 'tool-call') this.open.push(part);
    const last = this.messages.at(-1);
    if (last?.role === role) last.parts.push(part);
    else this.messages.push({ role, parts: [part] });
  }

  private result(wire: JsonObject, path: string): ToolResultPart {
    const answer = objectOf(wire.functionResponse) ?? {};
    const name = stringOf(answer.name);
    if (name === undefined) throw new RequestError('A function response must name its function.', `${path}.functionResponse.name`);
    const callId = stringOf(answer.id) ?? this.open.find((call) => call.name === name)?.id ?? `call_${this.unnamed++}`;
    this.open = this.open.filter((call) => call.id !== callId);
    const media = objectsOf(answer.parts).flatMap((part) => parsePart(part, () => callId) ?? []);
    const parts = [...parseResponse(objectOf(answer.response) ?? {}), ...media];
    const failed = objectOf(answer.response)?.error !== undefined;
    return { kind: 'tool-result', callId, name, parts, ...(failed && { isError: true }), ...extraOf(wire, ['functionResponse']) };
  }
}

/** Without `output` and `error` the whole response is the output. */
function parseResponse(response: JsonObject): Part[] {
  const said = response.error ?? response.output ?? response;
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  return text === '' ? [] : [{ kind: 'text', text }];
}
