// What every command is given: the world, the options that all commands share, the admin API when it asks for it.
import { connect, type Address, type Api } from './api/connection.js';
import type { Page } from './api/pages.js';
import type { Io } from './io.js';
import { plain } from './output/plain.js';
import { renderTable, type Columns } from './output/render-table.js';

export interface SharedOptions extends Address { json?: boolean }

export class Context {
  /** Of the process, when nothing is thrown. */
  exitCode = 0;

  constructor(readonly io: Io, private readonly options: () => SharedOptions) {}

  /** Whether a program reads the answer. */
  get json(): boolean {
    return this.options().json === true;
  }

  api(): Api {
    return connect(this.options(), this.io.env);
  }

  /** What was asked for. */
  print(text: string): void {
    this.io.stdout.write(text);
  }

  /** A line for people. */
  say(line: string): void {
    this.io.stderr.write(`${plain(line)}\n`);
  }

  /** The API's answer as it is, or a line of text for people. */
  show<Answer>(answer: Answer, render: (answer: Answer) => string): void {
    this.print(this.json ? `${JSON.stringify(answer, null, 2)}\n` : plain(render(answer)));
  }

  /** A secret that will not be shown again: alone on stdout, so that a script can take it. */
  showSecret(answer: object, secret: string, words: string): void {
    if (!this.json) this.say(words);
    this.show(answer, () => `${secret}\n`);
  }

  /** One table, or one page as the API would give it if pages had no end. */
  async showList<Row>(pages: AsyncIterable<Page<Row>>, columns: Columns<Row>): Promise<void> {
    if (this.json) return this.printPages(pages);
    const rows: Row[] = [];
    for await (const { data } of pages) rows.push(...data);
    if (rows.length === 0) this.say('None.');
    this.print(renderTable(rows, columns));
  }

  private async printPages<Row>(pages: AsyncIterable<Page<Row>>): Promise<void> {
    let before = '{"data":[\n';
    let nextCursor: string | null = null;
    for await (const page of pages) {
      for (const row of page.data) {
        this.print(`${before}${JSON.stringify(row)}`);
        before = ',\n';
      }
      nextCursor = page.nextCursor;
    }
    this.print(`${before === ',\n' ? '' : before}\n],"nextCursor":${JSON.stringify(nextCursor)}}\n`);
  }
}
