// The sandbox's tokens: up to four characters each, in the order they stand. It counts, limits and streams by them.

export function tokensOf(text: string): string[] {
  return text.match(/.{1,4}/gsu) ?? [];
}

/** Without making the tokens, since a prompt may be long. */
export function countTokens(text: string): number {
  let characters = 0;
  for (const _ of text) characters++;
  return Math.ceil(characters / 4);
}
