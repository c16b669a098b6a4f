// Who and what a request is booked under, beside its key: the end user and the tags.
import type { EndUserPolicy } from '#database/records';
import type { JsonBody } from '#providers/json-body';
import { ApiError } from '#server/errors/api-error';

const tagLimit = 16;
const tagLengthLimit = 64;
/** Longer names are cut, since every row of the ledger would keep them; a request that its provider takes is not refused for one. */
const endUserLength = 256;

/**
 * `safety_identifier`, else `user`; null where the caller names nobody, or where nobody is to be recorded. Throws ApiError where
 * the key's requests must name somebody and this one does not.
 */
export function endUserOf(body: JsonBody, policy: EndUserPolicy): string | null {
  if (policy === 'ignored') return null;
  for (const field of ['safety_identifier', 'user']) {
    const value = body.value(field);
    if (typeof value === 'string' && value) return value.slice(0, endUserLength);
  }
  if (policy === 'required') throw new ApiError('invalid_request', { param: 'user', message: 'This API key requires an end user: send a non-empty "safety_identifier" or "user".' });
  return null;
}

/** The key's tags plus those of `x-aiproxy-tags: k=v,…`. Throws ApiError for what is not of that form. */
export function tagsOf(keyTags: Record<string, string>, header: string | string[] | undefined): Record<string, string> {
  if (header === undefined) return keyTags;
  const tags = { ...keyTags };
  for (const pair of String(header).split(',')) {
    const [name = '', value = '', ...more] = pair.split('=').map((part) => part.trim());
    if (!name || !value || more.length > 0 || name.length > tagLengthLimit || value.length > tagLengthLimit)
      throw new ApiError('invalid_request', { param: 'x-aiproxy-tags', message: `x-aiproxy-tags must be "name=value" pairs separated by commas, each part at most ${tagLengthLimit} characters.` });
    tags[name] = value;
  }
  if (Object.keys(tags).length > tagLimit) throw new ApiError('invalid_request', { param: 'x-aiproxy-tags', message: `At most ${tagLimit} tags are taken.` });
  return tags;
}
