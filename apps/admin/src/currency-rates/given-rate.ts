// A rate as a file says it, before anything of it is checked: the rows of CSV and the items of JSON alike.

/** `place`: what a problem is told of, `line 12` or `rates[3]`. Strings in a good file. */
export interface GivenRate { place: string; currency: unknown; day: unknown; rate: unknown }

export interface RateProblem { place: string; words: string }

/** What could be read, and what is wrong with the rest. */
export interface GivenRates { rates: GivenRate[]; problems: RateProblem[] }

export const mostRates = 10_000;
