// Reads the messages of a request, the deprecated function messages included: those name a function where today's name a call,
// so the call's id is made here and found again for the answer.
import { RequestError } from '../../errors.js';
import type { JsonObject, Message, ToolResultPart } from '../../hub.js';
import { parseAssistant } from './parse-assistant.js';
import { parseContent } from './parse-content.js';
import { parseExtra } from './extra.js';
import { defined, isObject, objectsOf, readField } from './wire-fields.js';

const messageFields: ReadonlySet<string> = new Set(['role', 'content', 'name', 'refusal']);
const resultFields: ReadonlySet<string> = new Set(['role', 'content', 'name', 'tool_call_id']);

/** What the messages so far have called: names by id, and the last id of each deprecated function call by name. */
interface Called { names: Map<string, string>; functionIds: Map<string, string> }

/** Throws RequestError naming the message's path for what cannot be read. */
export function parseMessages(value: unknown): Message[] {
  if (!Array.isArray(value) || value.length === 0) throw new RequestError("'messages' must be an array of at least one message.", 'messages');
  const called: Called = { names: new Map(), functionIds: new Map() };
  return value.map((message, index) => {
    const path = `messages[${index}]`;
    if (!isObject(message)) throw new RequestError(`'${path}' must be an object.`, path);
    return parseMessage(message, path, index, called);
  });
}

function parseMessage(message: JsonObject, path: string, index: number, called: Called): Message {
  const { role } = message;
  switch (role) {
    case 'system':
    case 'developer':
    case 'user':
      return defined({
        role,
        parts: parseContent(message.content, `${path}.content`),
        name: readField(message, 'name', 'string', `${path}.`),
        extra: parseExtra(message, messageFields),
      });
    case 'assistant':
      return parseSpoken(message, path, index, called);
    case 'tool':
      return parseResult(message, path, readField(message, 'tool_call_id', 'string', `${path}.`), called);
    case 'function':
      return parseResult(message, path, called.functionIds.get(readField(message, 'name', 'string', `${path}.`) ?? ''), called);
    default:
      throw new RequestError(`'${path}.role' must be one of system, developer, user, assistant, tool.`, `${path}.role`);
  }
}

function parseSpoken(message: JsonObject, path: string, index: number, called: Called): Message {
  checkCalls(message, path);
  const { parts, extra } = parseAssistant(message, parseContent(message.content, `${path}.content`), `call_${index}`);
  for (const part of parts) if (part.kind === 'tool-call') called.names.set(part.id, part.name);
  const last = parts.at(-1);
  if (isObject(message.function_call) && last?.kind === 'tool-call') called.functionIds.set(last.name, last.id);
  return defined<Message>({ role: 'assistant', parts, name: readField(message, 'name', 'string', `${path}.`), extra });
}

function checkCalls(message: JsonObject, path: string): void {
  const calls = message.tool_calls;
  if (calls === null || calls === undefined) return;
  if (!Array.isArray(calls)) throw new RequestError(`'${path}.tool_calls' must be an array.`, `${path}.tool_calls`);
  for (const [index, call] of calls.entries()) {
    const [first] = objectsOf([call]);
    const named = objectsOf([first?.function, first?.custom])[0]?.name;
    if (typeof named !== 'string') throw new RequestError(`'${path}.tool_calls[${index}]' must name a function.`, `${path}.tool_calls[${index}]`);
  }
}

function parseResult(message: JsonObject, path: string, callId: string | undefined, called: Called): Message {
  if (callId === undefined) throw new RequestError(`'${path}' must answer an earlier tool call.`, `${path}.tool_call_id`);
  const result = defined<ToolResultPart>({
    kind: 'tool-result',
    callId,
    name: called.names.get(callId) ?? readField(message, 'name', 'string', `${path}.`),
    parts: parseContent(message.content, `${path}.content`),
    extra: parseExtra(message, resultFields),
  });
  return { role: 'tool', parts: [result] };
}
