// Which projects a list is asked of: undefined is all of them.

/** The projects that may be shown, or of them the one that is asked for. */
export function among(mine: 'all' | string[], asked: string | undefined): string[] | undefined {
  if (asked === undefined) return mine === 'all' ? undefined : mine;
  return mine === 'all' || mine.includes(asked) ? [asked] : [];
}
