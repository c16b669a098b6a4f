// A statement's text with the values it refers to, put together in parts. Only columns and tables of ours stand in the text itself.
export class SqlValues {
  readonly all: unknown[] = [];

  /** The place of a value in the text, of this type. */
  add(value: unknown, type: string): string {
    this.all.push(value);
    return `$${this.all.length}::${type}`;
  }
}

export interface SqlText { text: string; values: unknown[] }
