// How many tokens answers had lately, by key and model: the guess for an attempt of which nobody knows how far it came.

/** Pairs of key and model. */
const most = 10_000;
/** How much the latest answer counts, as a part of eight. */
const weight = 8;

export class RecentOutput {
  private readonly averages = new Map<string, number>();

  /** Whole tokens; 0 where nothing is known. */
  of(keyId: string, model: string): number {
    return Math.round(this.averages.get(`${keyId} ${model}`) ?? 0);
  }

  note(keyId: string, model: string, outputTokens: number): void {
    const pair = `${keyId} ${model}`;
    const before = this.averages.get(pair) ?? outputTokens;
    this.averages.delete(pair); // the one noted longest ago stands first
    this.averages.set(pair, before + (outputTokens - before) / weight);
    if (this.averages.size > most) this.averages.delete(this.averages.keys().next().value!);
  }
}
