// How many exports a member has under way, in this process: each keeps a connection to the database for as long as it is taken.
import { Injectable } from '@nestjs/common';
import { ApiError } from '#server/errors/api-error';

const mostAtOnce = 2;

@Injectable()
export class ExportSlots {
  private readonly taken = new Map<string, number>();

  /** Gives what frees it. Throws ApiError 429. */
  take(memberId: string): () => void {
    const held = this.taken.get(memberId) ?? 0;
    if (held >= mostAtOnce) throw new ApiError('rate_limit_exceeded', { message: `You have ${mostAtOnce} exports under way. Try again when one is done.`, headers: { 'retry-after': '5' } });
    this.taken.set(memberId, held + 1);
    return () => {
      const left = this.taken.get(memberId)! - 1;
      if (left === 0) this.taken.delete(memberId);
      else this.taken.set(memberId, left);
    };
  }
}
