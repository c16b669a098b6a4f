// OpenRouter names the provider that it went to itself under `provider`; ours stands there, so that one gives way.
import type { ReplyQuirk } from '../provider.js';
import type { JsonObject } from '../hub.js';

export const upstreamProvider: ReplyQuirk = {
  name: 'upstream-provider',
  reply: rename,
  stream: () => (chunk) => {
    rename(chunk);
    return [chunk];
  },
};

function rename(json: JsonObject): void {
  if (!('provider' in json)) return;
  json.upstream_provider = json.provider;
  delete json.provider;
}
