// What was said in a request, for those few who may read it. The look itself is in the audit log before anything is shown.
import { Injectable } from '@nestjs/common';
import { SealError, Sealer } from '#access/seal';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import { RequestBodyRepository, sealedAs } from '#database/request-bodies';
import { RequestRepository } from '#database/requests';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import { notFound } from '../http/not-found.js';
import type { RequestBodyDto } from './request.dto.js';

@Injectable()
export class RequestBodiesService {
  constructor(
    private readonly database: Database, private readonly requests: RequestRepository, private readonly bodies: RequestBodyRepository,
    private readonly sealer: Sealer, private readonly clock: Clock,
  ) {}

  /** Nulls where nothing was kept. Throws ApiError 404 where it cannot be opened. */
  async read(by: Author, id: string): Promise<RequestBodyDto> {
    const now = new Date(this.clock.now());
    const projectId = await this.requests.projectOf(id);
    if (projectId === undefined) throw notFound('request');
    const row = await this.bodies.find(id, now);
    await this.database.change(by, now, (change) => {
      change.note({ action: 'request.read-body', resource: 'request', resourceId: id, projectId });
      return Promise.resolve();
    });
    return {
      id, request: this.open(row?.request, sealedAs(id, 'request')), requestCut: row?.requestCut ?? false,
      answer: this.open(row?.answer, sealedAs(id, 'answer')), answerCut: row?.answerCut ?? false,
    };
  }

  private open(sealed: Uint8Array | null | undefined, boundTo: string): string | null {
    try {
      return sealed ? this.sealer.open(sealed, boundTo) : null;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      throw new ApiError('not_found', { message: 'What was said in it was sealed with a key that ENCRYPTION_KEY does not hold.', internal: error.message });
    }
  }
}
