// Prices as the collections write them (USD per million tokens, as JavaScript numbers) into whole pico-USD per token.

const genaiBuckets = {
  input_mtok: 'inputText',
  input_audio_mtok: 'inputAudio',
  input_image_mtok: 'inputImage',
  cache_read_mtok: 'cacheRead',
  cache_write_mtok: 'cacheWrite5m',
  cache_write_1h_mtok: 'cacheWrite1h',
  output_mtok: 'outputText',
  output_reasoning_mtok: 'outputReasoning',
  output_audio_mtok: 'outputAudio',
};
const piBuckets = { input: 'inputText', cacheRead: 'cacheRead', cacheWrite: 'cacheWrite5m', output: 'outputText' };

/**
 * 1 USD per million tokens is 1,000,000 pico-USD per token. The number's decimal text is moved by six places, never
 * multiplied; what is finer than the unit (a twelfth of a dollar, twice) is rounded half up on its digits.
 */
export function picoUsdPerToken(usdPerMillion) {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(String(usdPerMillion)) ?? [];
  if (whole === undefined) throw new Error(`Not a plain decimal price: ${usdPerMillion}`);
  const digits = BigInt(whole + fraction.slice(0, 6).padEnd(6, '0'));
  return Number(digits + (fraction.charAt(6) >= '5' ? 1n : 0n));
}

/** A genai-prices price: tiers start *above* the number that they name. */
export function convertGenaiPrice(price) {
  return byTier(Object.entries(price).flatMap(([name, value]) => {
    const bucket = genaiBuckets[name];
    if (!bucket) return []; // per search, per hour, per page, video: nothing that our buckets count
    if (typeof value === 'number') return [[0, bucket, value]];
    return [[0, bucket, value.base], ...value.tiers.map(({ start, price: usd }) => [start + 1, bucket, usd])];
  }));
}

/** A pi-ai price: a cache price of 0 there means that the model has none of its own. */
export function convertPiPrice({ tiers = [], ...base }) {
  return byTier([...piUnits(0, base), ...tiers.flatMap(({ inputTokensAbove, ...cost }) => piUnits(inputTokensAbove + 1, cost))]);
}

function piUnits(from, cost) {
  return Object.entries(piBuckets)
    .filter(([name]) => name === 'input' || name === 'output' || cost[name] > 0)
    .map(([name, bucket]) => [from, bucket, cost[name]]);
}

/** [{ fromInputTokens, inputText, … }], lowest tier first; buckets in the order of genaiBuckets, so that the file is stable. */
function byTier(units) {
  const order = Object.values(genaiBuckets);
  const sorted = units.toSorted((a, b) => a[0] - b[0] || order.indexOf(a[1]) - order.indexOf(b[1]));
  const tiers = new Map();
  for (const [from, bucket, usd] of sorted) {
    tiers.set(from, { ...(tiers.get(from) ?? { fromInputTokens: from }), [bucket]: picoUsdPerToken(usd) });
  }
  return [...tiers.values()];
}
