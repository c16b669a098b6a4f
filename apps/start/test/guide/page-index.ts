// The list of pages in docs/README.md: in the order to read them in, each with its title and what it is for.
import type { Page } from './read-guide.js';

const order = [
  'set-up', 'configuration', 'providers', 'clients', 'keys', 'limits-and-budgets', 'reports', 'production', 'security', 'troubleshooting', 'from-litellm',
];

/** The index with that list renewed. A page without a place in the order comes last. */
export function renewIndex(index: string, pages: Page[]): string {
  const placeOf = ({ name }: Page) => {
    const at = order.indexOf(name.replace(/\.md$/, ''));
    return at === -1 ? order.length : at;
  };
  const lines = [...pages].sort((one, other) => placeOf(one) - placeOf(other)).map(({ name, title, purpose }) => `- [${title}](${name}): ${purpose}\n`);
  return index.replace(/(<!-- pages -->\n)[\s\S]*?(<!-- end -->)/, (_, begin: string, end: string) => `${begin}\n${lines.join('')}\n${end}`);
}
