// Why somebody whom single sign-on brings back is not let in.

/** What the page to sign in is told; it says nothing more. */
export type SignOnRefusal = 'oidc_failed' | 'oidc_unavailable' | 'oidc_not_admitted' | 'oidc_disabled' | 'oidc_email_unverified';

export class SignOnRefused extends Error {
  override readonly name = 'SignOnRefused';
  /** `reason`: for our log and the audit log; nothing secret. */
  constructor(readonly code: SignOnRefusal, readonly reason: string, readonly memberId?: string) {
    super(reason);
  }
}
