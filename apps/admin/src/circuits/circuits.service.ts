// What stands of a target and of the credential that reaches it, put together: the proxies write only where all is not well.
import { Injectable } from '@nestjs/common';
import { CircuitRepository, type CircuitRow } from '#database/circuits';
import type { ManagedTarget } from '#database/managed-model';
import type { Page } from '#database/page';
import { TargetRepository } from '#database/targets';
import { Clock } from '#server/clock';
import { pageQuestion } from '../http/list-query.dto.js';
import { Connections, type CredentialsFor } from '../providers/connections.js';
import type { CircuitQueryDto, ShownState } from './circuit.dto.js';

export interface CircuitFacts {
  target: ManagedTarget;
  credentialId: string;
  state: ShownState;
  /** What stands; undefined of a closed one. */
  row: CircuitRow | undefined;
}

@Injectable()
export class CircuitsService {
  constructor(
    private readonly circuits: CircuitRepository, private readonly targets: TargetRepository, private readonly connections: Connections, private readonly clock: Clock,
  ) {}

  async list({ model, provider, credential, state, ...query }: CircuitQueryDto): Promise<Page<CircuitFacts>> {
    const { limit, after } = pageQuestion(query);
    const [targets, rows, { credentialsFor }] = await Promise.all([
      this.targets.listInUse({ modelId: model, providerId: provider }), this.circuits.all(), this.connections.read(),
    ]);
    const all = put(targets, rows, credentialsFor).map((facts) => this.stateOf(facts))
      .filter((facts) => (credential === undefined || facts.credentialId === credential) && (state === undefined || facts.state === state));
    const begin = after === undefined ? 0 : all.findIndex((facts) => nameOf(facts) === after) + 1;
    const shown = all.slice(begin, begin + limit);
    return { rows: shown, next: begin + limit < all.length ? nameOf(shown.at(-1)!) : null };
  }

  /** A proxy that is gone writes no more: what is over by the clock is over. */
  private stateOf({ row, ...facts }: Omit<CircuitFacts, 'state'>): CircuitFacts {
    if (!row) return { ...facts, state: 'closed', row };
    if (row.until.getTime() > this.clock.now()) return { ...facts, state: row.state, row };
    return row.targetId === '' || row.state === 'refused' ? { ...facts, state: 'closed', row: undefined } : { ...facts, state: 'half-open', row };
  }
}

const nameOf = ({ target, credentialId }: Pick<CircuitFacts, 'target' | 'credentialId'>) => `${target.id} ${credentialId}`;

/** A proxy may know credentials that this process' environment does not have: where they are told of they are shown. */
function put(targets: readonly ManagedTarget[], rows: readonly CircuitRow[], credentialsFor: CredentialsFor): Omit<CircuitFacts, 'state'>[] {
  const byName = new Map(rows.map((row) => [`${row.targetId} ${row.credentialId}`, row]));
  const told = new Map<string, string[]>();
  for (const { targetId, credentialId } of rows) told.set(targetId, [...(told.get(targetId) ?? []), credentialId]);
  return targets.flatMap((target) => {
    const ids = new Set([...credentialsFor(target.providerId, target.credentialId), ...(told.get(target.id) ?? [])]);
    return [...ids].map((credentialId) => {
      const standing = [byName.get(`${target.id} ${credentialId}`), byName.get(` ${credentialId}`)].filter((row) => row !== undefined);
      return { target, credentialId, row: standing.sort((one, other) => other.until.getTime() - one.until.getTime())[0] };
    });
  });
}
