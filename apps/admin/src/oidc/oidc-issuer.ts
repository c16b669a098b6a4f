// The identity provider, spoken to by OpenID Connect: authorisation code with PKCE. It is asked about itself at the first sign-on, so
// that one that is away keeps nothing else from starting.
import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, ClientSecretBasic, ClientSecretPost, discovery,
  fetchUserInfo, randomNonce, randomPKCECodeVerifier, randomState, type ClientAuth, type Configuration,
} from 'openid-client';
import { ApiError } from '#server/errors/api-error';
import { adminEnvToken, type AdminEnv } from '../env.js';
import { adminUrl } from '../http/admin-url.js';
import { notFound } from '../http/not-found.js';
import { parseIdentity, type Identity, type SubjectClaims } from './identity.js';
import { readOidcSettings, type OidcSettings } from './oidc-settings.js';
import type { SignOnSecrets } from './sign-on-cookie.js';

const timeoutSeconds = 10;
export const callbackPath = '/api/session/oidc/callback';

@Injectable()
export class OidcIssuer {
  private readonly logger = new Logger(OidcIssuer.name);
  private readonly configured: OidcSettings | undefined;
  private readonly callback: string;
  private discovered: Promise<Configuration> | undefined;

  constructor(@Inject(adminEnvToken) env: AdminEnv) {
    this.configured = readOidcSettings(env);
    this.callback = `${adminUrl(env)}${callbackPath}`;
  }

  /** What the button says; undefined: there is no single sign-on here. */
  get name(): string | undefined {
    return this.configured?.name;
  }

  /** Throws 404 where there is no single sign-on. */
  get settings(): OidcSettings {
    if (this.configured === undefined) throw notFound('way to sign in');
    return this.configured;
  }

  /** Where the browser is sent, and what it must bring back. Throws 503 while the issuer is away. */
  async begin(): Promise<{ url: URL; secrets: SignOnSecrets }> {
    const configuration = await this.discover();
    const secrets = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.callback, scope: this.settings.scopes, state: secrets.state, nonce: secrets.nonce,
      code_challenge: await calculatePKCECodeChallenge(secrets.verifier), code_challenge_method: 'S256',
    });
    return { url, secrets };
  }

  /** `query`: as the browser brought it back. Rejects for whatever is not the issuer's own answer to this sign-on. */
  async identify(query: string, { state, nonce, verifier }: SignOnSecrets): Promise<Identity> {
    const configuration = await this.discover();
    const tokens = await authorizationCodeGrant(configuration, new URL(this.callback + query), {
      expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true,
    });
    const claims = tokens.claims() as SubjectClaims;
    const { groupsClaim } = this.settings;
    const asksMore = configuration.serverMetadata().userinfo_endpoint !== undefined && (claims.email === undefined || claims[groupsClaim] === undefined);
    return parseIdentity(claims, asksMore ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : {}, groupsClaim);
  }

  private discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const execute = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
    this.discovered ??= discovery(issuer, clientId, undefined, authentication(clientSecret), { execute, timeout: timeoutSeconds }).catch((error: unknown) => {
      this.discovered = undefined; // asked again by the next sign-on
      this.logger.warn(`the issuer of single sign-on cannot be reached (${(error as { code?: string }).code ?? (error as Error).name})`);
      throw new ApiError('sign_on_unavailable');
    });
    return this.discovered;
  }
}

/** The standard's default where the issuer takes it. */
function authentication(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    (methods.includes('client_secret_basic') ? basic : post)(server, client, body, headers);
  };
}
