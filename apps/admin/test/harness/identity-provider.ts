// A real OpenID Connect provider on a port of its own, and a browser that signs in there: it keeps cookies, follows redirects and fills
// in the provider's forms.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Configuration } from 'oidc-provider';

export type Person = Record<string, unknown> & { sub: string };

export interface IdentityProvider {
  issuer: string;
  env: Record<string, string>;
  /** Whom it knows, by the name they sign in with there. */
  people: Map<string, Person>;
  close(): Promise<void>;
}

/** Where the admin API says that it is: browsers of tests take its addresses to the port where it listens. */
export const publicUrl = 'http://admin.test';
const client = { id: 'aiproxy', secret: 'secret of the client' };

export async function startIdentityProvider(): Promise<IdentityProvider> {
  // It says at length, from its import on, that its defaults are for development, which they are here.
  for (const said of ['info', 'warn'] as const) jest.spyOn(console, said).mockImplementation(() => undefined);
  const { default: Provider } = await import('oidc-provider');
  const people = new Map<string, Person>();
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', new Provider(issuer, configurationFor(people)).callback());
  return {
    issuer, people,
    env: { ADMIN_URL: publicUrl, OIDC_ISSUER: issuer, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
    close: () => closed(server),
  };
}

function configurationFor(people: Map<string, Person>): Configuration {
  return {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [`${publicUrl}/api/session/oidc/callback`] }],
    scopes: ['openid', 'email', 'profile', 'groups'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    findAccount: (_, id) => {
      const person = people.get(id);
      return person && { accountId: person.sub, claims: () => person };
    },
    cookies: { keys: ['a key for tests alone'] },
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => { server.close(() => resolve()); });
}

interface Page { url: URL; status: number; location: string | null; text: string }

/** Cookies are kept by name: no two hosts of a test use the same ones. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly adminUrl: string) {}

  async open(href: string, form?: Record<string, string>): Promise<Page> {
    const url = new URL(href);
    const reached = url.origin === publicUrl ? this.adminUrl + url.pathname + url.search : href;
    const response = await fetch(reached, {
      redirect: 'manual',
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const set of response.headers.getSetCookie()) this.keep(set);
    return { url, status: response.status, location: response.headers.get('location'), text: await response.text() };
  }

  /** Follows redirects until a page is shown, or until one leads to an address that `stops`. */
  async follow(href: string, stops: (url: URL) => boolean = () => false, form?: Record<string, string>): Promise<Page> {
    const page = await this.open(href, form);
    if (page.location === null) return page;
    const next = new URL(page.location, page.url);
    return stops(next) ? { ...page, url: next } : this.follow(next.href, stops);
  }

  /** Fills in the forms of sign-in and consent. Gives where the provider then sends the browser: our callback. */
  async authorise(login: string, start: string): Promise<URL> {
    let page = await this.follow(start, isOurs);
    for (let forms = 0; !isOurs(page.url) && forms < 4; forms += 1) {
      const [action, fields] = formOf(page);
      page = await this.follow(action, isOurs, { ...fields, ...('login' in fields && { login, password: 'any' }) });
    }
    return page.url;
  }

  private keep(set: string): void {
    const [pair, ...attributes] = set.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const gone = value === '' || attributes.some((attribute) => /^\s*expires=Thu, 01 Jan 1970/i.test(attribute));
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

const isOurs = ({ origin }: URL) => origin === publicUrl;

function formOf({ url, text }: Page): [string, Record<string, string>] {
  const action = /<form[^>]*action="([^"]+)"/.exec(text)?.[1];
  if (action === undefined) throw new Error(`no form at ${url.href}: ${text.slice(0, 500)}`);
  const fields = [...text.matchAll(/<input[^>]*name="([^"]+)"[^>]*>/g)].map(([tag, name]) => [name, /value="([^"]*)"/.exec(tag)?.[1] ?? '']);
  return [new URL(action, url).href, Object.fromEntries(fields) as Record<string, string>];
}
