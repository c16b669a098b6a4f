// tools and toolConfig -> the hub's tools and the choice among them.
import type { ChatRequest, JsonObject, Tool, ToolChoice } from '../../hub.js';
import { defined, extraOf, objectOf, objectsOf, stringOf, stringsOf } from './read-wire.js';
import { parseSchema } from './parse-schema.js';

const declarationFields = ['name', 'description', 'parameters', 'parametersJsonSchema'];

export function parseTools(body: JsonObject): Pick<ChatRequest, 'tools' | 'toolChoice'> {
  const config = objectOf(objectOf(body.toolConfig)?.functionCallingConfig) ?? {};
  const strict = config.mode === 'VALIDATED';
  const tools = objectsOf(body.tools).flatMap((tool): Tool[] => {
    const { functionDeclarations, ...vendor } = tool;
    const functions = objectsOf(functionDeclarations).map((declaration) => parseDeclaration(declaration, strict));
    return Object.keys(vendor).length === 0 ? functions : [...functions, { kind: 'vendor', dialect: 'gemini', json: vendor }];
  });
  return defined({ tools, toolChoice: parseChoice(config) });
}

function parseDeclaration(declaration: JsonObject, strict: boolean): Tool {
  const schema = objectOf(declaration.parameters);
  return defined<Tool>({
    kind: 'function',
    name: stringOf(declaration.name) ?? '',
    description: stringOf(declaration.description),
    parameters: objectOf(declaration.parametersJsonSchema) ?? (schema && parseSchema(schema)),
    strict: strict ? true : undefined,
    ...extraOf(declaration, declarationFields),
  });
}

/** Several allowed names are required use to the hub; parse-request.ts keeps the names beside it. */
function parseChoice({ mode, allowedFunctionNames }: JsonObject): ToolChoice | undefined {
  const [name, ...others] = stringsOf(allowedFunctionNames);
  switch (mode) {
    case 'AUTO':
    case 'VALIDATED':
      return { kind: 'auto' };
    case 'NONE':
      return { kind: 'none' };
    case 'ANY':
      return name !== undefined && others.length === 0 ? { kind: 'named', name } : { kind: 'required' };
    default:
      return undefined;
  }
}
