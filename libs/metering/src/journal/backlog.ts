// How far Postgres is behind: rows written down and not there yet, and since when the oldest of them waits.

const markEveryMs = 1000;

export class Backlog {
  private came = 0;
  private went = 0;
  /** Row number and time, one a second at most, oldest first. */
  private marks: { row: number; atMs: number }[] = [];

  constructor(private readonly nowMs: () => number) {}

  get rows(): number {
    return this.came - this.went;
  }

  /** To the second. */
  get ageMs(): number {
    return this.marks.length === 0 ? 0 : Math.round(this.nowMs() - this.marks[0].atMs);
  }

  add(rows: number): void {
    const atMs = this.nowMs();
    const latest = this.marks.at(-1);
    if (!latest || atMs - latest.atMs >= markEveryMs) this.marks.push({ row: this.came, atMs });
    this.came += rows;
  }

  remove(rows: number): void {
    this.went += rows;
    if (this.rows === 0) this.marks = [];
    while (this.marks.length > 1 && this.marks[1].row <= this.went) this.marks.shift();
  }
}
