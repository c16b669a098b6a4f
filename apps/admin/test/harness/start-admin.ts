// The real admin API on a real database of its own, with members of every role. One per suite.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { OrganisationRole, ProjectRole } from '#access/roles';
import { newEncryptionKey } from '#access/seal';
import { mintAccessToken } from '#access/token';
import { AccessTokenRepository } from '#database/access-tokens';
import { systemAuthor, type Change } from '#database/change';
import { Database } from '#database/database';
import { MemberRepository } from '#database/members';
import type { Clock } from '#server/clock';
import { freshDatabase } from '#database-test/fresh-database';
import { createAdmin } from '../../src/create-admin.js';
import { readAdminEnv } from '../../src/env.js';

// The first suite of a run also brings the database server up, on a machine that may be busy with the others.
jest.setTimeout(60_000);

export interface Answer {
  status: number;
  headers: Headers;
  // Tests look into bodies of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

export interface Ask { token?: string | null; headers?: Record<string, string> }

export interface RunningAdmin {
  url: string;
  databaseUrl: string;
  database: Database;
  /** An owner's access token, used unless another is given. */
  token: string;
  ask(method: string, path: string, body?: unknown, options?: Ask): Promise<Answer>;
  get(path: string, options?: Ask): Promise<Answer>;
  post(path: string, body?: unknown, options?: Ask): Promise<Answer>;
  patch(path: string, body?: unknown, options?: Ask): Promise<Answer>;
  remove(path: string, options?: Ask): Promise<Answer>;
  /** A change that no member made. */
  change<T>(work: (change: Change) => Promise<T>): Promise<T>;
  /** An access token (of role owner: no ceiling) of a new member. */
  signIn(role: OrganisationRole | null, projectRoles?: { projectId: string; role: ProjectRole }[]): Promise<{ token: string; memberId: string; email: string }>;
  /** Of the API's database, or of another one. */
  query(sql: string, values?: unknown[], at?: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function startAdmin(env: Record<string, string> = {}, changed?: () => Promise<void>, clock?: Clock): Promise<RunningAdmin> {
  const { url: databaseUrl, drop } = await freshDatabase();
  const database = new Database(databaseUrl);
  const admin = await createAdmin(readAdminEnv({ LOG_LEVEL: 'silent', ENCRYPTION_KEY: newEncryptionKey(), ...env }), databaseUrl, changed, clock);
  const url = `http://127.0.0.1:${await admin.listen(0, '127.0.0.1')}`;
  const change = <T>(work: (change: Change) => Promise<T>) => database.change(systemAuthor('command'), new Date(), work);
  const signIn: RunningAdmin['signIn'] = (role, projectRoles = []) => change(async (change) => {
    const email = `${randomUUID()}@example.com`;
    const member = await new MemberRepository(database).create(change, { email, name: role ?? 'nobody', role, projectRoles });
    const { secret, hash, last4 } = mintAccessToken();
    await new AccessTokenRepository(database).create(change, { memberId: member.id, name: 'test', hash, last4, role: 'owner', expiresAt: new Date(Date.now() + 3_600_000) });
    return { token: secret, memberId: member.id, email };
  });
  const { token } = await signIn('owner');
  const ask: RunningAdmin['ask'] = async (method, path, body, { token: own = token, headers = {} } = {}) => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: { ...(own !== null && { authorization: `Bearer ${own}` }), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) };
  };
  return {
    url, databaseUrl, database, token, ask, change, signIn,
    get: (path, options) => ask('GET', path, undefined, options),
    post: (path, body, options) => ask('POST', path, body, options),
    patch: (path, body, options) => ask('PATCH', path, body, options),
    remove: (path, options) => ask('DELETE', path, undefined, options),
    query: async (sql, values, at = databaseUrl) => {
      const client = new Client(at);
      await client.connect();
      return client.query<Record<string, unknown>>(sql, values).then(({ rows }) => rows).finally(() => client.end());
    },
    close: async () => {
      await admin.close();
      await database.close();
      await drop();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
