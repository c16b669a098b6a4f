// What differs between the generations of models that speak Gemini, told by their names since nothing else tells it.
// Unknown names count as the newest generation, because new ones appear more often than old ones.

/** Gemini 3 and later: thinking levels, signatures that are demanded back, media inside function responses. */
export function isGemini3(model: string): boolean {
  return /(^|\/)gemini-/i.test(model) && !/(^|\/)gemini-([12](\.\d+)?(-|$)|pro(-vision)?$)/i.test(model);
}

/** Gemma takes no system instruction. https://ai.google.dev/gemma/docs/core/prompt-structure */
export function isGemma(model: string): boolean {
  return /(^|\/)gemma-/i.test(model);
}

/** Gemini 2.5 refuses presence and frequency penalties ("Penalty is not enabled for this model"). */
export function takesPenalties(model: string): boolean {
  return !/(^|\/)gemini-2\.5(-|$)/i.test(model);
}

/** The Pro models think always, the others can be told not to. https://ai.google.dev/gemini-api/docs/thinking */
export function isPro(model: string): boolean {
  return /(^|\/)gemini-\d+(\.\d+)?-pro(-|$)/i.test(model);
}

/** The lowest thinking level of a Gemini 3 model: `minimal` is refused by Pro, and by Flash from 3.7 on. */
export function lowestLevel(model: string): 'minimal' | 'low' {
  const flash = /(^|\/)gemini-(\d+)\.(\d+)-flash(?!-lite)/i.exec(model);
  const late = flash !== null && (Number(flash[2]) > 3 || Number(flash[3]) >= 7);
  return isPro(model) || late || /(^|\/)gemini-flash-latest$/i.test(model) ? 'low' : 'minimal';
}
