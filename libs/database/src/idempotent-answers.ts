// What became of requests that carry an Idempotency-Key: claimed by one INSERT before they run, so that of all processes one runs them,
// and kept for a day. Times are the database's own, since several machines write here.
import { Injectable } from '@nestjs/common';
import type { Client } from './client.js';
import { Database } from './database.js';

/** Whose request it is, under which idempotency key, and what it says: hashes of 32 bytes, since neither is to be read here. */
export interface AnswerClaim {
  keyId: string;
  keyHash: Buffer;
  fingerprint: Buffer;
  requestId: string;
}

/** A whole answer. */
export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  /** Of the catalogue, where it is an error. */
  errorCode: string | null;
  /** Sealed: nobody reads here what was said. */
  sealed: Uint8Array;
}

/** An earlier request under the same idempotency key. */
export interface EarlierRun {
  requestId: string;
  fingerprint: Uint8Array;
  /** `interrupted`: it runs no more, and did not say how it ended. `shown`: its answer went out, at least in part, and was not kept. */
  state: 'running' | 'interrupted' | 'shown' | 'answered';
  /** Of an answered one. */
  kept: KeptAnswer | undefined;
}

/** How a run ended. `free`: as if it had never been. */
export type RunEnd = 'free' | 'shown' | KeptAnswer;

const triesMax = 3;

@Injectable()
export class IdempotentAnswerRepository {
  constructor(private readonly database: Database) {}

  /**
   * Undefined: the claim is made, for `leaseMs` unless it is renewed; else what was there before. An earlier one that has expired gives way.
   */
  async claim(claim: AnswerClaim, leaseMs: number, expiresInMs: number): Promise<EarlierRun | undefined> {
    for (let tries = 1; ; tries += 1) {
      if (await this.database.ask((client) => insert(client, claim, { leaseMs, expiresInMs }))) return undefined;
      const earlier = await this.database.ask((client) => find(client, claim));
      if (earlier) return earlier;
      // It was given free between the two questions.
      if (tries === triesMax) return { requestId: claim.requestId, fingerprint: claim.fingerprint, state: 'running', kept: undefined };
    }
  }

  /** Of requests that still run. */
  async renew(requestIds: readonly string[], leaseMs: number): Promise<void> {
    await this.database.ask((client) => client.$executeRaw`
      UPDATE idempotent_answer SET leased_until = now() + ${leaseMs}::int * interval '1 millisecond'
      WHERE request_id = ANY(${requestIds}::text[]) AND state = 'running'`);
  }

  /** Once for each claim. */
  async settle(requestId: string, end: RunEnd): Promise<void> {
    await this.database.ask((client) => {
      if (end === 'free') return client.$executeRaw`DELETE FROM idempotent_answer WHERE request_id = ${requestId} AND state = 'running'`;
      if (end === 'shown') return client.$executeRaw`UPDATE idempotent_answer SET state = 'shown' WHERE request_id = ${requestId} AND state = 'running'`;
      const { status, headers, errorCode, sealed } = end;
      return client.$executeRaw`
        UPDATE idempotent_answer SET state = 'answered', status = ${status}::smallint, headers = ${JSON.stringify(headers)}::jsonb, error_code = ${errorCode}, answer = ${sealed}
        WHERE request_id = ${requestId} AND state = 'running'`;
    });
  }

  /** Gives the number of those that were there. */
  dropExpired(): Promise<number> {
    return this.database.ask((client) => client.$executeRaw`DELETE FROM idempotent_answer WHERE expires_at <= now()`);
  }
}

async function insert(client: Client, { keyId, keyHash, fingerprint, requestId }: AnswerClaim, { leaseMs, expiresInMs }: { leaseMs: number; expiresInMs: number }): Promise<boolean> {
  const made = await client.$executeRaw`
    INSERT INTO idempotent_answer (key_id, key_hash, fingerprint, request_id, state, created_at, leased_until, expires_at)
    VALUES (${keyId}, ${keyHash}, ${fingerprint}, ${requestId}, 'running', now(),
      now() + ${leaseMs}::int * interval '1 millisecond', now() + ${expiresInMs}::int * interval '1 millisecond')
    ON CONFLICT (key_id, key_hash) DO UPDATE SET
      fingerprint = excluded.fingerprint, request_id = excluded.request_id, state = excluded.state, created_at = excluded.created_at,
      leased_until = excluded.leased_until, expires_at = excluded.expires_at, status = NULL, headers = NULL, error_code = NULL, answer = NULL
    WHERE idempotent_answer.expires_at <= now()`;
  return made > 0;
}

interface FoundRow {
  requestId: string; fingerprint: Uint8Array; state: 'running' | 'interrupted' | 'shown' | 'answered';
  status: number; headers: Record<string, string>; errorCode: string | null; sealed: Uint8Array;
}

async function find(client: Client, { keyId, keyHash }: AnswerClaim): Promise<EarlierRun | undefined> {
  const [row] = await client.$queryRaw<FoundRow[]>`
    SELECT request_id AS "requestId", fingerprint, status, headers, error_code AS "errorCode", answer AS sealed,
      CASE WHEN state = 'running' AND leased_until <= now() THEN 'interrupted' ELSE state END AS state
    FROM idempotent_answer WHERE key_id = ${keyId} AND key_hash = ${keyHash} AND expires_at > now()`;
  if (!row) return undefined;
  const { requestId, fingerprint, state, ...kept } = row;
  return { requestId, fingerprint, state, kept: state === 'answered' ? kept : undefined };
}
