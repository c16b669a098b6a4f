// One single sign-on: sends the browser to the identity provider, and finds out who comes back.
import { Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ApiError } from '#server/errors/api-error';
import { publicAuthor } from '../access/signed-in.js';
import { SessionsService } from '../session/sessions.service.js';
import { SignInThrottle } from '../session/sign-in-throttle.js';
import type { Identity } from './identity.js';
import { OidcIssuer } from './oidc-issuer.js';
import { OidcMembers } from './oidc-members.js';
import type { GroupRules } from './oidc-settings.js';
import { SignOnCookie } from './sign-on-cookie.js';
import { SignOnRefused, type SignOnRefusal } from './sign-on-refused.js';

@Injectable()
export class OidcService {
  private readonly logger = new Logger(OidcService.name);

  constructor(
    private readonly issuer: OidcIssuer, private readonly cookie: SignOnCookie, private readonly members: OidcMembers,
    private readonly sessions: SessionsService, private readonly throttle: SignInThrottle,
  ) {}

  /** Where to send the browser. Throws 404 where there is no single sign-on, 503 while its issuer is away. */
  async begin(response: Response): Promise<string> {
    const { url, secrets } = await this.issuer.begin();
    this.cookie.write(response, secrets);
    return url.href;
  }

  /** Signs in whoever comes back. Undefined: done; else why not. Throws 404 where there is no single sign-on, 429 after too many that failed. */
  async finish(request: Request, response: Response): Promise<SignOnRefusal | undefined> {
    const { settings } = this.issuer;
    try {
      const identity = await this.throttle.attempt(request, 'sign-in', null, () => this.identify(request, response), isGuess);
      await this.admit(request, response, identity, settings);
      return undefined;
    } catch (error) {
      if (error instanceof SignOnRefused) return error.code;
      throw error;
    }
  }

  /** Only who the issuer vouches for gets a row in the audit log: nobody else fills it. */
  private async admit(request: Request, response: Response, identity: Identity, rules: GroupRules): Promise<void> {
    const name = identity.email ?? identity.subject;
    try {
      const member = await this.members.admit(publicAuthor(request, name), identity, rules);
      await this.sessions.open(request, response, member.id, 'oidc');
    } catch (error) {
      if (error instanceof SignOnRefused) await this.sessions.refuse(request, name, error.memberId, `single sign-on: ${error.reason}`).catch(sayNothing);
      throw error;
    }
  }

  private async identify(request: Request, response: Response): Promise<Identity> {
    const secrets = this.cookie.take(request, response);
    if (!secrets) throw new SignOnRefused('oidc_failed', 'this browser was not sent there, or long ago');
    const query = request.originalUrl.includes('?') ? request.originalUrl.slice(request.originalUrl.indexOf('?')) : '';
    try {
      return await this.issuer.identify(query, secrets);
    } catch (error) {
      if (error instanceof ApiError) throw new SignOnRefused('oidc_unavailable', 'the issuer cannot be reached');
      // By its code: the words can quote what was sent.
      const reason = (error as { code?: string }).code ?? (error as Error).name;
      this.logger.warn(`a single sign-on failed (${reason})`);
      throw new SignOnRefused('oidc_failed', reason);
    }
  }
}

/** Each makes us ask the issuer, so they are bounded like other failed sign-ins. */
const isGuess = (error: unknown) => error instanceof SignOnRefused && error.code === 'oidc_failed';

/** What `refuse` says to whoever signs in by password is said here by the page that the browser is sent to. */
function sayNothing(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
}
