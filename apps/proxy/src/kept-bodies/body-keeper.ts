// Keeps what is said, of projects that want it: listens on a request's way, and writes when it is over, off its path. Where more comes
// than can be written it is let go and counted; no request waits or fails for it.
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Sealer } from '#access/seal';
import { DatabaseError } from '#database/errors';
import { RequestBodyRepository, type RequestBodyRecord } from '#database/request-bodies';
import { Pause } from '#server/pause';
import { callerOf } from '../gate/caller.js';
import { prepareBody, type Heard } from './prepare-body.js';
import { tapAnswer } from './tap-answer.js';

const waitingMax = 1000;
const waitingMaxBytes = 64 * 1024 * 1024;
/** Of an answer so much is listened to: a stream says little in many bytes. */
const heardMaxBytes = 4 * 1024 * 1024;
const rowsAtOnce = 20;
const retryMs = 1000;

/** Asked until it gives a sealer: the key file may be made after this process has started. */
export class OpenSealer {
  constructor(readonly open: () => Sealer | undefined) {}
}

@Injectable()
export class BodyKeeper {
  private readonly logger = new Logger(BodyKeeper.name);
  private readonly waiting: Heard[] = [];
  private waitingBytes = 0;
  private dropped = 0;
  private sealer: Sealer | undefined;
  private working: Promise<void> | undefined;

  constructor(
    @Inject(RequestBodyRepository) private readonly bodies: RequestBodyRepository,
    @Inject(OpenSealer) private readonly openSealer: OpenSealer,
    @Inject(Pause) private readonly pause: Pause,
  ) {}

  /** By the door, when the body is read and before anything is answered. Does nothing for projects that keep nothing. */
  listen(request: Request, response: Response, body: Uint8Array): void {
    const { project } = callerOf(request).key;
    if (project.keepBodies === 'none' || !request.notes) return;
    const { requestId, notes: { at } } = request;
    const tap = project.keepBodies === 'both' ? tapAnswer(response, heardMaxBytes) : undefined;
    response.once('close', () => {
      const isStream = String(response.getHeader('content-type')).startsWith('text/event-stream');
      const answer = tap && { bytes: tap.bytes, cut: tap.cut, isStream };
      this.add({ requestId, at, projectId: project.id, request: Buffer.from(body.buffer, body.byteOffset, body.byteLength), answer });
    });
  }

  /** `dropped`: since there was no room, no encryption key, or no way to write them. */
  counts(): { waiting: number; dropped: number } {
    return { waiting: this.waiting.length, dropped: this.dropped };
  }

  /** Waits until all is written, however long Postgres is away. For the stop. */
  async drain(): Promise<void> {
    await this.working;
  }

  add(heard: Heard): void {
    if (this.waiting.length >= waitingMax || this.waitingBytes + sizeOf(heard) > waitingMaxBytes) return this.drop(1, 'there are too many');
    this.waiting.push(heard);
    this.waitingBytes += sizeOf(heard);
    this.working ??= this.work().finally(() => { this.working = undefined; });
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      await new Promise(setImmediate); // requests first
      const batch = this.waiting.slice(0, rowsAtOnce);
      await this.write(await this.prepare(batch));
      this.waiting.splice(0, batch.length);
      for (const heard of batch) this.waitingBytes -= sizeOf(heard);
    }
  }

  private async prepare(batch: readonly Heard[]): Promise<RequestBodyRecord[]> {
    const rows: RequestBodyRecord[] = [];
    for (const heard of batch) {
      try {
        this.sealer ??= this.openSealer.open();
        if (this.sealer) rows.push(await prepareBody(heard, this.sealer));
        else this.drop(1, 'there is no ENCRYPTION_KEY');
      } catch (error) {
        this.drop(1, error instanceof Error ? error.name : typeof error);
      }
      await new Promise(setImmediate);
    }
    return rows;
  }

  private async write(rows: readonly RequestBodyRecord[]): Promise<void> {
    for (;;) {
      try {
        return await this.bodies.insertMany(rows);
      } catch (error) {
        if (!(error instanceof DatabaseError) || error.kind !== 'unavailable') return this.drop(rows.length, error instanceof Error ? error.name : typeof error);
        await this.pause.for(retryMs, new AbortController().signal);
      }
    }
  }

  private drop(count: number, why: string): void {
    if (this.dropped === 0) this.logger.warn(`What was said in a request could not be kept: ${why}. From now on such are only counted.`);
    this.dropped += count;
  }
}

const sizeOf = ({ request, answer }: Heard) => request.length + (answer?.bytes.length ?? 0);
