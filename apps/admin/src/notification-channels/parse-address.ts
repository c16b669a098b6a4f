// Where a channel may send: a mail address, or a URL that is looked at as base URLs of providers are, since this process calls it.
import { isEmail } from 'class-validator';
import type { ChannelKind } from '#database/notification-channels';
import { parseBaseUrl } from '#providers/base-url';
import { invalid } from '../http/validation.js';

/** The address as it is used. Throws ApiError that names `address`. */
export function parseAddress(kind: ChannelKind, text: string, { allowPrivate }: { allowPrivate: boolean }): string {
  if (kind === 'email') {
    const address = text.trim().toLowerCase();
    return isEmail(address) ? address : refuse('must be an e-mail address');
  }
  const mark = text.indexOf('?');
  const [base, query] = mark < 0 ? [text, ''] : [text.slice(0, mark), text.slice(mark)];
  const parsed = parseBaseUrl(base, { allowPrivate });
  if ('problem' in parsed) return refuse(parsed.problem);
  return query.includes('#') ? refuse('must hold no fragment') : new URL(base + query).href;
}

function refuse(words: string): never {
  throw invalid([{ param: 'address', message: `address ${words}` }]);
}
