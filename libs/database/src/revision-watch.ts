// Asks every half second, on one connection of its own, whether the configuration changed. A notification only wakes the next
// question: what counts is the number, so a lost notification costs half a second and nothing else.
import type { Client } from 'pg';
import { asDatabaseError } from './errors.js';
import { connect } from './session.js';

export class RevisionWatch {
  private connection: Promise<Client> | undefined;

  /** `wake` is called when somebody changed the configuration. */
  constructor(private readonly url: string, private readonly wake: () => void) {}

  /** The configuration's number now. Connects when there is no connection. Throws `unavailable` or `rejected`. */
  async read(): Promise<bigint> {
    this.connection ??= this.listen();
    try {
      const client = await this.connection;
      const { rows } = await client.query<{ number: string }>('SELECT number FROM revision');
      return BigInt(rows[0].number);
    } catch (error) {
      await this.close();
      throw asDatabaseError(error);
    }
  }

  async close(): Promise<void> {
    const connection = this.connection;
    this.connection = undefined;
    // A broken connection has nothing to say goodbye to, and may take forever to say it.
    await connection?.then((client) => Promise.race([client.end(), new Promise((done) => setTimeout(done, 1000).unref())])).catch(() => undefined);
  }

  private async listen(): Promise<Client> {
    const client = await connect(this.url, { query_timeout: 5000 });
    client.on('notification', this.wake);
    await client.query('LISTEN revision').catch(async (error: unknown) => {
      await client.end();
      throw error;
    });
    return client;
  }
}
