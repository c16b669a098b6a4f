// Whom an identity provider says that somebody is, as far as we read it.
import { isEmail } from 'class-validator';

export interface Identity {
  issuer: string;
  /** The issuer's own name for them, which never changes. */
  subject: string;
  /** In small letters. */
  email: string | null;
  /** Undefined: the issuer does not say. */
  emailVerified: boolean | undefined;
  name: string;
  groups: string[];
}

type Claims = Readonly<Record<string, unknown>>;
export type SubjectClaims = Claims & { iss: string; sub: string };

/** `fromUserInfo` fills what the ID token does not say. An address and whether it is verified come from one of the two, never mixed. */
export function parseIdentity(idToken: SubjectClaims, fromUserInfo: Claims, groupsClaim: string): Identity {
  const said = idToken.email === undefined ? fromUserInfo : idToken;
  const email = typeof said.email === 'string' && isEmail(said.email) ? said.email.toLowerCase() : null;
  return {
    issuer: idToken.iss, subject: idToken.sub, email,
    emailVerified: said.email_verified === undefined ? undefined : said.email_verified === true,
    name: parseName([idToken.name, fromUserInfo.name, idToken.preferred_username, fromUserInfo.preferred_username, email]),
    groups: parseGroups(idToken[groupsClaim] ?? fromUserInfo[groupsClaim]),
  };
}

function parseName(candidates: readonly unknown[]): string {
  const texts = candidates.filter((candidate) => typeof candidate === 'string').map((text) => text.replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ').trim().slice(0, 100));
  return texts.find((text) => text !== '') ?? 'Unnamed';
}

function parseGroups(claim: unknown): string[] {
  if (typeof claim === 'string') return [claim];
  return Array.isArray(claim) ? claim.filter((group) => typeof group === 'string') : [];
}
