// Tools and the choice among them -> tools and toolConfig. https://ai.google.dev/api/caching#Tool
import type { ChatRequest, JsonObject, Tool } from '../../hub.js';
import { defined } from './read-wire.js';
import { noteForeign } from './note-foreign.js';

type Rendering = { tools?: JsonObject[]; toolConfig?: JsonObject };

export function renderTools(request: ChatRequest, dropped: string[]): Rendering {
  const declarations: JsonObject[] = [];
  const vendor: JsonObject[] = [];
  for (const [index, tool] of request.tools.entries()) {
    const path = `tools[${index}]`;
    if (tool.kind === 'function') declarations.push(declarationOf(tool, path, dropped));
    else if (tool.kind === 'vendor' && tool.dialect === 'gemini') vendor.push(tool.json);
    else dropped.push(path);
  }
  if (request.parallelToolCalls === false) dropped.push('parallel_tool_calls');
  const tools = declarations.length > 0 ? [{ functionDeclarations: declarations }, ...vendor] : vendor;
  if (tools.length === 0) {
    if (request.toolChoice?.kind === 'required' || request.toolChoice?.kind === 'named') dropped.push('tool_choice');
    return {};
  }
  const functionCallingConfig = declarations.length > 0 ? callingConfig(request) : undefined;
  return functionCallingConfig ? { tools, toolConfig: { functionCallingConfig } } : { tools };
}

/** The schema goes as it is: `parametersJsonSchema` takes JSON Schema, `parameters` a dialect of OpenAPI's. */
function declarationOf(tool: Tool & { kind: 'function' }, path: string, dropped: string[]): JsonObject {
  noteForeign(tool.extra, path, dropped);
  const { name, description, parameters } = tool;
  return defined({ name, description, parametersJsonSchema: parameters, ...tool.extra?.gemini });
}

/** VALIDATED is AUTO with arguments held to the schema: what OpenAI calls strict, here for all functions at once. */
function callingConfig({ tools, toolChoice }: ChatRequest): JsonObject | undefined {
  const strict = tools.some((tool) => tool.kind === 'function' && tool.strict === true);
  switch (toolChoice?.kind) {
    case 'none':
      return { mode: 'NONE' };
    case 'required':
      return { mode: 'ANY' };
    case 'named':
      return { mode: 'ANY', allowedFunctionNames: [toolChoice.name] };
    case 'auto':
      return { mode: strict ? 'VALIDATED' : 'AUTO' };
    default:
      return strict ? { mode: 'VALIDATED' } : undefined;
  }
}
