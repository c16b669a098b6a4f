// What can go wrong at the database, told by kind. The apps map these to the one catalogue in libs/server, the starter to
// one line for whoever reads the terminal.

export type DatabaseErrorKind =
  // Cannot be reached, or went away: worth another try later.
  | 'unavailable'
  // Took longer than a question may.
  | 'too-slow'
  // Reached, but it refuses us: password, role, missing database or right.
  | 'rejected'
  // The name (or another unique value) is taken.
  | 'conflict'
  // A value that its column cannot hold, or that a rule of the table refuses.
  | 'unstorable'
  // There is no such row (any more).
  | 'missing'
  // It was changed meanwhile: the version that the change was made for is not the current one.
  | 'stale'
  // It is over (revoked, archived), so it cannot be changed.
  | 'ended'
  // Something else still needs it.
  | 'in-use'
  // The configuration file has it in its hands: it is changed there.
  | 'file-managed'
  // A migration cannot be applied.
  | 'migration'
  // Another proxy process serves from this database, and there is no shared counter store.
  | 'second-proxy'
  // The embedded server cannot be used here.
  | 'embedded';

/** `message` is for us and for the terminal: it names hosts and paths, never a password or a row's content. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** Of a conflict: the field whose value is taken, where that is known. */
  readonly field: string | undefined;
  constructor(readonly kind: DatabaseErrorKind, message: string, { field, ...options }: ErrorOptions & { field?: string | undefined } = {}) {
    super(message, options);
    this.field = field;
  }
}

/** What a unique index is about, as the API calls it. */
const takenFields: Partial<Record<string, string>> = {
  alias_pkey: 'alias', budget_name_key: 'name', credential_provider_id_name_key: 'name', member_email_key: 'email', model_pkey: 'id',
  notification_channel_name_key: 'name', project_name_key: 'name', tier_name_key: 'name',
};

// Of Node's sockets, of pg's pool, of Prisma, and SQLSTATE classes 08 (connection), 53 (no room), 57P (shutting down, starting up)
// and 55000 (a database that lets nobody in at the moment).
const unavailable = /^(ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08...$|53...$|57P0[0-5]$|55000$|P100[128]$|P1017$|P2024$|P2028$)|^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;
/** Ended by statement_timeout. */
const tooSlow = /^57014$/;
// Wrong password or role (28), no such database (3D), no right (42501); P10xx are Prisma's words for the same, and of a raw query the
// adapter's kinds alone tell it.
const rejected = /^(28...|3D...|42501|P1000|P1003|P1010|AuthenticationFailed|DatabaseAccessDenied|DatabaseDoesNotExist)$/;
const conflict = /^(23505|P2002)$/;
// Data exceptions (22) and broken rules (23) other than a taken value.
const unstorable = /^(22...|23(?!505)...|P2000|P2003|P2006|P2007|P2020)$/;

/**
 * Any failure of pg or Prisma as ours, by its code, down the chain of causes; what is neither an outage nor a refusal
 * (a defect of ours) comes back untouched.
 */
export function asDatabaseError(error: unknown): unknown {
  if (error instanceof DatabaseError) return error;
  const kind = kindOf(error);
  return kind === undefined ? error : new DatabaseError(kind, wordsOf(error), { cause: error, field: takenField(error) });
}

/** Prisma puts the index's name deep into its error. */
function takenField(error: unknown): string | undefined {
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: { constraint?: { index?: string } } } } };
  return takenFields[meta?.driverAdapterError?.cause?.constraint?.index ?? ''];
}

function kindOf(error: unknown, depth = 0): DatabaseErrorKind | undefined {
  if (typeof error !== 'object' || error === null || depth > 4) return undefined;
  const { code, originalCode, kind: adapterKind, message, cause, meta, errors, driverAdapterError } = error as Record<string, unknown>;
  for (const candidate of [originalCode, code, adapterKind]) {
    if (typeof candidate !== 'string') continue;
    if (unavailable.test(candidate)) return 'unavailable';
    if (tooSlow.test(candidate)) return 'too-slow';
    if (rejected.test(candidate)) return 'rejected';
    if (conflict.test(candidate)) return 'conflict';
    if (unstorable.test(candidate)) return 'unstorable';
  }
  // pg and pg-pool raise these without a code.
  if (typeof message === 'string' && /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client was closed)/.test(message)) {
    return 'unavailable';
  }
  const inner = [cause, driverAdapterError, meta, ...(Array.isArray(errors) ? errors : [])];
  for (const next of inner) {
    const kind = kindOf(next, depth + 1);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function wordsOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || 'the database failed';
}
