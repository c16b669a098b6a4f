// The present configuration as a file to keep: what the API shows, as YAML, with a word where a secret has to be named.
import { Document, isMap, isScalar, type Pair } from 'yaml';

/** Relative to the file, as editors read it. */
export const schemaLine = '# yaml-language-server: $schema=./aiproxy.schema.json\n';

/** Nothing of it is a secret: the API gives none. */
export function renderExport(configuration: object): string {
  const document = new Document(configuration);
  for (const provider of pairsIn(document.get('providers'))) {
    for (const credential of pairsIn(isMap(provider.value) ? provider.value.get('credentials') : undefined)) nameSecret(nameOf(provider), credential);
  }
  return schemaLine + document.toString({ lineWidth: 120 });
}

/** A comment, since the file may stay without it: the secret that is stored is kept then. */
function nameSecret(provider: string, credential: Pair): void {
  if (!isMap(credential.value) || credential.value.has('secretFrom')) return;
  const comment = ` secretFrom: { env: ${`${provider}_${nameOf(credential)}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_')} }`;
  const [first] = credential.value.items;
  if (first && isScalar(first.key)) first.key.commentBefore = comment;
  else credential.value.comment = comment;
}

const pairsIn = (node: unknown): Pair[] => (isMap(node) ? node.items : []);
const nameOf = ({ key }: Pair) => String(isScalar(key) ? key.value : key);
