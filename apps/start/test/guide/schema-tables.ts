// aiproxy.schema.json as tables for people: one for each kind of entry, under the place where it stands in the file.
import { markdownTable } from './markdown-table.js';

export interface Schema {
  type?: string;
  enum?: (string | number)[];
  const?: string;
  anyOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  minimum?: number;
  maximum?: number;
  maxProperties?: number;
  description?: string;
}

export function renderSchema(root: Schema): string {
  const definitions = root.$defs ?? {};
  const places = new Map<string, string>();
  const sections: string[] = [];
  const render = (entry: Schema, place: string) => {
    const inner: [name: string, place: string][] = [];
    const rows = Object.entries(entry.properties ?? {}).map(([key, value]) => {
      const [name, at] = entryOf(value, place === '' ? key : `${place}.${key}`) ?? [];
      if (name !== undefined && at !== undefined && !places.has(name)) {
        places.set(name, at);
        inner.push([name, at]);
      }
      const need = entry.required?.includes(key) ? ' (required)' : '';
      return [`\`${key}\`${need}`, value.description ?? '', valueOf(value, (one) => places.get(one) ?? one)];
    });
    sections.push(`### ${place === '' ? 'The file' : `\`${place}\``}\n\n${markdownTable(['key', 'what it is', 'value'], rows)}`);
    for (const [name, at] of inner) render(definitions[name], at);
  };
  render(root, '');
  return sections.join('\n');
}

/** The kind of entry that a value holds, and where that stands: `projects.NAME`. */
function entryOf(value: Schema, place: string): [name: string, place: string] | undefined {
  const of = (schema: Schema | boolean | undefined) => (typeof schema === 'object' ? /^#\/\$defs\/(.+)$/.exec(schema.$ref ?? '')?.[1] : undefined);
  const [direct, item, named] = [of(value), of(value.items), of(value.additionalProperties)];
  if (direct !== undefined) return [direct, place];
  if (item !== undefined) return [item, `${place}[]`];
  return named === undefined ? undefined : [named, `${place}.NAME`];
}

function valueOf(value: Schema, placeOf: (name: string) => string): string {
  const [entry] = entryOf(value, '') ?? [];
  if (entry !== undefined) {
    const place = `\`${placeOf(entry)}\``;
    if (value.items) return `list of ${place}`;
    return value.additionalProperties ? `by name: ${place}` : place;
  }
  if (value.enum) return value.enum.map((one) => `\`${one}\``).join(', ');
  if (value.const !== undefined) return `\`${value.const}\``;
  if (value.anyOf) return value.anyOf.map((one) => valueOf(one, placeOf)).join(' or ');
  if (value.type === 'array') return `list: ${valueOf(value.items ?? {}, placeOf)}`;
  if (value.type === 'object') return value.properties ? `${Object.keys(value.properties).map((key) => `\`${key}\``).join(' or ')}: text` : 'texts by name';
  if (value.type === 'integer') return rangeOf(value);
  return value.type === 'boolean' ? '`true` or `false`' : 'text';
}

/** The largest number of the database is no bound that anybody has in mind. */
function rangeOf({ minimum = 0, maximum = 2_147_483_647 }: Schema): string {
  return maximum === 2_147_483_647 ? `whole number from ${minimum}` : `whole number, ${minimum} to ${maximum}`;
}
