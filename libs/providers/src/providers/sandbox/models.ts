// The models of the sandbox as the catalogue lists them. Their public ids begin with `sandbox/`, like those of any host.
// The shape is the catalogue's (database/records), which this room cannot name.

/** No clock here: everything of the sandbox was made on this day. */
export const madeOn = new Date('2026-01-01T00:00:00Z');

/** In tokens; a longer prompt is refused, as a real model does. */
export const contextWindow = 128_000;

type ModelType = 'chat' | 'completion' | 'embedding';

function model(name: string, type: ModelType, capabilities: string[], maxOutputTokens: number | null) {
  const target = { providerId: 'sandbox', upstreamModel: name, priority: 0, weight: 1, priceVersions: [] };
  return { id: `sandbox/${name}`, type, contextWindow, maxOutputTokens, capabilities, createdAt: madeOn, targets: [target] };
}

export const sandboxModels = [
  model('chat', 'chat', ['text', 'tools'], 4096),
  model('reasoning', 'chat', ['text', 'tools', 'reasoning'], 4096),
  model('completion', 'completion', ['text'], 4096),
  model('embedding', 'embedding', ['text'], null),
  model('error-429', 'chat', ['text'], 4096),
  model('error-500', 'chat', ['text'], 4096),
  model('error-cut', 'chat', ['text'], 4096),
];
