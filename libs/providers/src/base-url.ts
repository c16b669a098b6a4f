// A base URL that an admin sets: where a secret of ours will be sent, so it is looked at before it is stored. Names are checked
// again when they are connected to (guard-address.ts).
import { literalAddress, mayConnect } from './guard-address.js';

/** Either the URL as it is stored, without a trailing slash, or what it must be instead, to stand behind its field's name. */
export type BaseUrl = { url: string } | { problem: string };

const localName = /(^|\.)localhost$/;

/** `allowPrivate`: private and loopback addresses may be named, and plain http where it may stay in a private network. */
export function parseBaseUrl(text: string, { allowPrivate }: { allowPrivate: boolean }): BaseUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol)) return { problem: 'must be a URL like https://api.example.com/v1' };
  if (url.username !== '' || url.password !== '') return { problem: 'must hold no user name or password' };
  if (/[?#]/.test(text)) return { problem: 'must hold no query and no fragment' };
  const host = literalAddress(url) ?? url.hostname.replace(/\.$/, '');
  const isLiteral = literalAddress(url) !== undefined;
  if (isLiteral && !mayConnect(host, true)) return { problem: 'must not name a link-local or metadata address' };
  if (!allowPrivate && (isLiteral ? !mayConnect(host, false) : localName.test(host)))
    return { problem: 'must not name a private or loopback address (ALLOW_PRIVATE_UPSTREAMS allows it)' };
  const isPublic = isLiteral && mayConnect(host, false);
  if (url.protocol === 'http:' && (!allowPrivate || isPublic)) return { problem: 'must begin with https:// (plain http is for private networks, where ALLOW_PRIVATE_UPSTREAMS is set)' };
  return { url: url.href.replace(/\/+$/, '') };
}
