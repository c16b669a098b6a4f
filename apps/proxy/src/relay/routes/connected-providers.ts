// The connections of this process as of now: made anew whenever the configuration changed, the credentials opened meanwhile.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SealError, type Sealer } from '#access/seal';
import type { StoredCredential } from '#database/records';
import { Snapshot } from '#database/snapshot';
import type { EnvironmentValue } from '#providers/environment';
import { connectStored, readConnections, type Connection, type Connections } from './connections.js';

/** What the environment says about connections. */
export class ConnectionSettings {
  /** `openSealer` is asked until it gives one: the key file may be made after this process has started. */
  constructor(readonly value: EnvironmentValue, readonly allowPrivate: boolean, readonly openSealer: () => Sealer | undefined) {}
}

@Injectable()
export class ConnectedProviders {
  private readonly logger = new Logger(ConnectedProviders.name);
  private readonly fromEnvironment: ReadonlyMap<string, Connection>;
  /** Ids of those that were told to be of no use. */
  private readonly told = new Set<string>();
  private sealer: Sealer | undefined;
  private of: readonly StoredCredential[] | undefined;
  private connections: Connections = new Map();

  constructor(@Inject(Snapshot) private readonly snapshot: Pick<Snapshot, 'credentials'>, @Inject(ConnectionSettings) private readonly settings: ConnectionSettings) {
    this.fromEnvironment = readConnections(settings.value);
  }

  /** The same object until the configuration changes. */
  get byId(): Connections {
    const { credentials } = this.snapshot;
    if (this.of !== credentials) {
      this.connections = this.connect(credentials);
      this.of = credentials;
    }
    return this.connections;
  }

  private connect(credentials: readonly StoredCredential[]): Connections {
    const connections = new Map<string, Connection[]>();
    const add = (connection: Connection) => {
      const list = connections.get(connection.provider.id);
      if (list) list.push(connection);
      else connections.set(connection.provider.id, [connection]);
    };
    for (const credential of credentials) {
      const connection = this.connectionOf(credential);
      if (connection) add(connection);
    }
    for (const connection of this.fromEnvironment.values()) add(connection);
    return connections;
  }

  private connectionOf(credential: StoredCredential): Connection | undefined {
    const { id, secret } = credential;
    try {
      const opened = secret === null ? undefined : this.open(secret, id);
      const connection = connectStored(credential, opened, this.settings);
      if (connection) this.told.delete(id);
      else this.leaveOut(id, 'it lacks what its provider needs');
      return connection;
    } catch (error) {
      this.leaveOut(id, error instanceof Error ? error.message : String(error)); // of the seal, or of the keys: none shows any of it
      return undefined;
    }
  }

  /** Throws SealError, or what `openSealer` throws. */
  private open(secret: Uint8Array, id: string): string {
    this.sealer ??= this.settings.openSealer();
    if (!this.sealer) throw new SealError('unknown-key');
    return this.sealer.open(secret, id);
  }

  /** By its id alone, and once: the configuration is loaded anew at every change of anything. */
  private leaveOut(id: string, why: string): void {
    if (!this.told.has(id)) this.logger.error(`The credential ${id} cannot be used: ${why}`);
    this.told.add(id);
  }
}
