// Reads the tools of a request and the choice among them, in today's form and as the deprecated `functions`.
import { RequestError } from '../../errors.js';
import type { JsonObject, Tool, ToolChoice } from '../../hub.js';
import { parseExtra } from './extra.js';
import { defined, isObject, readField } from './wire-fields.js';

const functionFields: ReadonlySet<string> = new Set(['type', 'function']);
const customFields: ReadonlySet<string> = new Set(['type', 'custom']);

/** Throws RequestError naming the tool for what is none. */
export function parseTools(body: JsonObject): Tool[] {
  const tools = list(body, 'tools').map((tool, index) => parseTool(tool, `tools[${index}]`));
  const functions = list(body, 'functions').map((described, index) => parseFunction(described, `functions[${index}]`));
  return [...tools, ...functions];
}

function list(body: JsonObject, field: string): unknown[] {
  const value = body[field];
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new RequestError(`'${field}' must be an array.`, field);
  return value;
}

function parseTool(tool: unknown, path: string): Tool {
  if (!isObject(tool)) throw new RequestError(`'${path}' must be an object.`, path);
  if (tool.type === 'custom') {
    const custom = described(tool.custom, `${path}.custom`);
    return defined<Tool>({ kind: 'custom', ...naming(custom, `${path}.custom`), format: objectField(custom, 'format', `${path}.custom`), extra: parseExtra(tool, customFields) });
  }
  if (tool.type !== 'function' && tool.type !== undefined) return { kind: 'vendor', dialect: 'openai', json: tool };
  return defined({ ...parseFunction(tool.function, `${path}.function`), extra: parseExtra(tool, functionFields) });
}

function parseFunction(value: unknown, path: string): Tool {
  const from = described(value, path);
  return defined<Tool>({
    kind: 'function',
    ...naming(from, path),
    parameters: objectField(from, 'parameters', path),
    strict: readField(from, 'strict', 'boolean', `${path}.`),
  });
}

function described(value: unknown, path: string): JsonObject {
  if (!isObject(value)) throw new RequestError(`'${path}' must be an object.`, path);
  return value;
}

function naming(from: JsonObject, path: string): { name: string; description: string | undefined } {
  const name = readField(from, 'name', 'string', `${path}.`);
  if (name === undefined) throw new RequestError(`'${path}.name' is required.`, `${path}.name`);
  return { name, description: readField(from, 'description', 'string', `${path}.`) };
}

function objectField(from: JsonObject, field: string, path: string): JsonObject | undefined {
  const value = from[field];
  if (value === null || value === undefined) return undefined;
  return described(value, `${path}.${field}`);
}

/** Undefined for absent ones and for those only OpenAI knows (`allowed_tools`). */
export function parseToolChoice(body: JsonObject): ToolChoice | undefined {
  const choice = body.tool_choice ?? body.function_call;
  if (choice === 'auto' || choice === 'none' || choice === 'required') return { kind: choice };
  if (choice === 'any') return { kind: 'required' }; // Mistral's word
  if (!isObject(choice)) return undefined;
  const named = [choice.function, choice.custom, choice].find((of) => isObject(of) && typeof of.name === 'string');
  return isObject(named) ? { kind: 'named', name: named.name as string } : undefined;
}
