// The form that the answer shall have. Where a model has structured outputs the schema goes there; otherwise, and for JSON of
// any form, the model is told in the system prompt, which binds it less and is therefore reported.
import type { JsonObject, ResponseFormat } from '../../hub.js';
import type { ModelTraits } from './model-traits.js';
import { renderSchema } from './render-schema.js';

const jsonOnly = 'Answer with one JSON object and nothing else: no prose around it and no code fence.';

export function renderFormat(wanted: ResponseFormat | undefined, traits: ModelTraits, changed: string[]): { format?: JsonObject; instruction?: string } {
  if (!wanted || wanted.kind === 'text') return {};
  if (wanted.kind === 'json-schema' && traits.structuredOutputs) {
    const { schema, changed: isOther } = renderSchema(wanted.schema);
    if (isOther) changed.push('response_format.json_schema.schema');
    return { format: { type: 'json_schema', schema } };
  }
  changed.push('response_format');
  if (wanted.kind === 'json') return { instruction: jsonOnly };
  return { instruction: `${jsonOnly} It must be valid against this JSON schema: ${JSON.stringify(wanted.schema)}` };
}
