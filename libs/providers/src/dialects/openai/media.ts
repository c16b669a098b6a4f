// Images and files on OpenAI's wire: an address, or the bytes themselves in a data URL. Addresses are never fetched by us.
import { RequestError } from '../../errors.js';
import type { MediaSource } from '../../hub.js';

/** Throws RequestError naming `path` for a data URL that is not base64. */
export function parseMedia(url: string, path: string): MediaSource {
  if (!url.startsWith('data:')) return { url };
  const comma = url.indexOf(',');
  const [mediaType, ...parameters] = url.slice('data:'.length, comma).split(';');
  if (comma < 0 || !parameters.includes('base64')) throw new RequestError(`'${path}' must be an address or a base64 data URL.`, path);
  return { data: url.slice(comma + 1), mediaType: mediaType || 'application/octet-stream' };
}

export function renderMedia(source: MediaSource): string {
  return 'url' in source ? source.url : `data:${source.mediaType};base64,${source.data}`;
}
