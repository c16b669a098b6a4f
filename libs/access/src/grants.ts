// What a key may do, which models it may ask for and who may serve them: plain questions about sets, answered by the gate
// and the relay on every request.

/** Every permission there is, with the words that people choose it by. */
export const permissions = [
  { id: 'models:read', words: 'List models and their prices' },
  { id: 'chat:write', words: 'Ask for chat completions' },
  { id: 'completions:write', words: 'Ask for text completions' },
  { id: 'embeddings:write', words: 'Ask for embeddings' },
] as const;

export type Permission = (typeof permissions)[number]['id'];

/** Choices of permissions that people need again and again. A key keeps the permissions themselves, never the preset's name. */
export const keyPresets = [
  { id: 'all', words: 'Everything that a key can do', permissions: permissions.map(({ id }) => id) },
  { id: 'inference', words: 'Ask models of every kind, without the list of models and prices', permissions: ['chat:write', 'completions:write', 'embeddings:write'] },
  { id: 'embeddings', words: 'Ask for embeddings alone', permissions: ['embeddings:write'] },
  { id: 'read-only', words: 'List models and their prices, ask for nothing that costs', permissions: ['models:read'] },
] as const satisfies readonly { id: string; words: string; permissions: readonly Permission[] }[];

export type KeyPreset = (typeof keyPresets)[number]['id'];

/** Whether what a key holds covers what is needed. There are no wildcards: a permission added later is granted to nobody. */
export function grants(held: readonly string[], needed: Permission): boolean {
  return held.includes(needed);
}

/** Whether a key may ask for this model. Patterns may hold `*`; no allowed pattern means all; a denied one always wins. */
export function allowsModel(model: string, allowed: readonly string[], denied: readonly string[]): boolean {
  return allowsName(model, allowed, denied);
}

/** Whether a key's requests may be served by this provider: the same rule as for models. */
export function allowsProvider(providerId: string, allowed: readonly string[], denied: readonly string[]): boolean {
  return allowsName(providerId, allowed, denied);
}

function allowsName(name: string, allowed: readonly string[], denied: readonly string[]): boolean {
  if (denied.some((pattern) => matchesPattern(pattern, name))) return false;
  return allowed.length === 0 || allowed.some((pattern) => matchesPattern(pattern, name));
}

/**
 * `*` stands for any text, slashes and nothing included; all else is literal, case too. No regular expression is made of
 * the pattern: its pieces are sought once each from left to right (the leftmost place is always as good as any later one),
 * so there is no backtracking for a hostile name to provoke.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const [head = '', ...pieces] = pattern.split('*');
  const tail = pieces.pop();
  if (tail === undefined) return text === head;
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
  const end = text.length - tail.length;
  let from = head.length;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
    if (from > end) return false;
  }
  return true;
}
