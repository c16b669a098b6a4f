// Members' passwords as argon2id hashes. Whoever sets or checks a password comes through here, so that a flood of sign-ins waits in
// a line instead of taking memory.
import { hash, verify } from '@node-rs/argon2';
import { ApiError } from '#server/errors/api-error';

/** OWASP's first choice for argon2id: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

/** 19 MiB each, and a thread of the few that also read files and names. */
const atOnce = 2;
/** A few seconds' worth; who comes later is told to come back. */
const longestLine = 200;

/** Of a password that nobody has: an unknown account must take as long as a known one. */
export const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$LgWi5tv8njmYfCrWw24UCw$K+rTp2tc6zsk3V0cSAvQpZEJJ5o6y343pxM0rE3nb7g';

/** What is stored of it. Rejects with ApiError `overloaded` when too many are waiting. */
export function hashPassword(text: string): Promise<string> {
  return inLine(() => hash(text, cost));
}

/** `stored` null: there is no account, or no password; false, after the same time. Rejects like `hashPassword`. */
export async function verifyPassword(stored: string | null, text: string): Promise<boolean> {
  const matches = await inLine(() => verify(stored ?? nobodysHash, text));
  return stored !== null && matches;
}

let running = 0;
const line: (() => void)[] = [];

async function inLine<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (line.length >= longestLine) throw new ApiError('overloaded');
    await new Promise<void>((resolve) => { line.push(resolve); }); // whoever ends hands its place over
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = line.shift();
    if (next) next();
    else running -= 1;
  }
}
