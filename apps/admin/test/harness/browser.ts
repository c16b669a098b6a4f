// A browser as the admin API meets it (it keeps the cookie and the CSRF token, and sends both), and members who sign in with it.
import { randomUUID } from 'node:crypto';
import type { OrganisationRole } from '#access/roles';
import { MemberRepository, type MemberRecord } from '#database/members';
import type { Answer, RunningAdmin } from './start-admin.js';

export interface Browser {
  /** `name=value`, as it would be sent. */
  cookie: string | undefined;
  csrfToken: string | undefined;
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export function openBrowser(admin: RunningAdmin, { cookie, csrfToken }: Partial<Pick<Browser, 'cookie' | 'csrfToken'>> = {}): Browser {
  const browser: Browser = {
    cookie, csrfToken,
    ask: async (method, path, body, headers = {}) => {
      const own = { ...(browser.cookie && { cookie: browser.cookie }), ...(browser.csrfToken && { 'x-csrf-token': browser.csrfToken }) };
      const answer = await admin.ask(method, path, body, { token: null, headers: { ...own, ...headers } });
      const [set] = answer.headers.getSetCookie().slice(-1);
      if (set !== undefined) browser.cookie = set.slice(0, set.indexOf(';'));
      browser.csrfToken = answer.headers.get('x-csrf-token') ?? (answer.body?.csrfToken as string | undefined) ?? browser.csrfToken;
      return answer;
    },
  };
  return browser;
}

export const password = 'a long enough password';
/** What all passwords of a suite are: hashing one for each member would take longer than the tests. */
export const passwordHash = '$argon2id$v=19$m=19456,t=2,p=1$IYDD/tkYG7tduYSd86H+Ow$RyER/8rzhWave8H89EaVb4oMn8E4tPJAmbTLHvMX87k';

export function newMember(admin: RunningAdmin, role: OrganisationRole | null = 'viewer'): Promise<MemberRecord> {
  const member = { email: `${randomUUID()}@example.com`, name: 'Ada', role, passwordHash };
  return admin.change((change) => new MemberRepository(admin.database).create(change, member));
}

/** Of a member whose password is the one above (`passwordHash`). */
export async function signInByPassword(admin: RunningAdmin, email: string, code?: string): Promise<Browser> {
  const browser = openBrowser(admin);
  const { status, body } = await browser.ask('POST', '/api/session', { email, password, ...(code !== undefined && { code }) });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return browser;
}
