// When each key was last let in, and from where: kept in memory, written every few seconds for the keys that were used since.
import { Injectable } from '@nestjs/common';
import { parseNetwork } from '#access/address-list';
import { KeyUseRepository, type KeyUseRecord } from '#database/key-use';

const pauseMs = 5000;
const clientLength = 120;

interface Use { atMs: number; address: string; client: string }

@Injectable()
export class KeyUses {
  private unwritten = new Map<string, Use>();
  private timer: NodeJS.Timeout | undefined;
  private writing = Promise.resolve();

  constructor(private readonly repository: KeyUseRepository) {}

  /** Costs a request nothing but a few fields in memory. */
  note(keyId: string, atMs: number, address: string | undefined, client: string | undefined): void {
    this.unwritten.set(keyId, { atMs, address: address ?? '', client: client ?? '' });
    this.timer ??= setTimeout(() => void this.write(), pauseMs).unref();
  }

  /** Writes what is not written yet, after what is being written. What cannot be written is tried again with what follows. */
  write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return (this.writing = this.writing.then(() => this.writeNow()));
  }

  private async writeNow(): Promise<void> {
    const uses = this.unwritten;
    this.unwritten = new Map();
    try {
      await this.repository.recordMany([...uses].map(keyUse));
    } catch {
      for (const [keyId, use] of uses) if (!this.unwritten.has(keyId)) this.unwritten.set(keyId, use);
    }
  }
}

function keyUse([keyId, { atMs, address, client }]: [string, Use]): KeyUseRecord {
  return { keyId, usedAt: new Date(atMs), address: parseNetwork(address) ?? address, client: client.slice(0, clientLength) };
}
