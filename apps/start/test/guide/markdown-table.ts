// A table of Markdown, whatever stands in its cells.

export function markdownTable(heads: string[], rows: string[][]): string {
  return [heads, heads.map(() => '---'), ...rows.map((row) => row.map(escape))].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** A bar would end the cell; an angle bracket outside of code would begin HTML. */
function escape(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');
}
