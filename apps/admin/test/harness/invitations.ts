// Inviting somebody and accepting it, as the suites of invitations do.
import { password } from './browser.js';
import type { Answer, Ask, RunningAdmin } from './start-admin.js';

export const invite = (admin: RunningAdmin, body: object, as?: Ask): Promise<Answer> => admin.post('/api/invitations', body, as);

/** What stands behind `#` in the link that an invitation answered with. */
export const tokenOf = ({ body }: Answer): string => (body as { delivery: { link: string } }).delivery.link.split('#')[1];

export const redeem = (admin: RunningAdmin, token: string, more: object = {}): Promise<Answer> =>
  admin.post('/api/invitations/redeem', { token, name: 'n', password, ...more }, { token: null });
