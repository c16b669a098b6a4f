// Which credentials are others than they were: what was concluded about them is of no use any more.
import type { StoredCredential } from '#database/records';

/** Ids of those with another secret or another address, and of those that are gone. Sealed anew is another one, too: that costs a call. */
export function changedCredentials(before: readonly StoredCredential[], after: readonly StoredCredential[]): string[] {
  const now = new Map(after.map((credential) => [credential.id, credential]));
  return before.filter((credential) => !isSame(credential, now.get(credential.id))).map(({ id }) => id);
}

function isSame({ secret, baseUrl }: StoredCredential, other: StoredCredential | undefined): boolean {
  return other !== undefined && baseUrl === other.baseUrl && Buffer.from(secret ?? []).equals(Buffer.from(other.secret ?? []));
}
