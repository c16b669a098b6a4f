// How long a request has waited for providers: the rest of its time is ours, and told as overhead.

/** The time in which at least one of its attempts waits. */
export class WaitingTime {
  private count = 0;
  private sinceMs = 0;
  ms = 0;

  begin(): void {
    if (this.count === 0) this.sinceMs = performance.now();
    this.count += 1;
  }

  end(): void {
    this.count -= 1;
    if (this.count === 0) this.ms += performance.now() - this.sinceMs;
  }
}
