// The JSON schema of the configuration file, made from its classes. `aiproxy.schema.json` is this, committed: editors complete and
// check aiproxy.yaml by it.
import { ConfigurationDto } from './configuration.dto.js';
import { fieldsOf, type EntryClass } from './entry.js';
import type { Schema } from './rules.js';

/** Nothing but what stands in a file: what is only sent is left out. */
export function fileSchema(): Schema {
  const definitions = new Map<string, Schema>();
  const refer = (entry: EntryClass): Schema => {
    const name = entry.name.replace(/Entry$/, '');
    if (!definitions.has(name)) {
      definitions.set(name, {}); // one that holds itself finds this
      definitions.set(name, objectSchema(entry, refer));
    }
    return { $ref: `#/$defs/${name}` };
  };
  const root = objectSchema(ConfigurationDto, refer);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'AIProxy configuration file',
    ...root,
    $defs: Object.fromEntries([...definitions].sort(([one], [other]) => one.localeCompare(other))),
  };
}

function objectSchema(entry: EntryClass, refer: (entry: EntryClass) => Schema): Schema {
  const fields = fieldsOf(entry).filter(({ notInFile }) => !notInFile);
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema(refer)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}
