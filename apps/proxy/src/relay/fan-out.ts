// Runs the branches of one request, a few at a time. One that fails ends its sisters: a part of an answer is no answer.
import { ClientGone } from '#server/errors/api-error';

/** The reason that a sister's failure gives to the others. */
export class SisterFailed extends Error {
  override readonly name = 'SisterFailed';
}

/** As in a trial. */
export interface BranchSignals { signal: AbortSignal; callSignal: AbortSignal }

const atOnce = 8;

/** Results in the order of the branches. Rejects with the first failure, after every branch has come to its end. */
export async function fanOut<Branch, Result>(
  branches: readonly Branch[],
  { signal, callSignal }: BranchSignals,
  run: (branch: Branch, signals: BranchSignals) => Promise<Result>,
): Promise<Result[]> {
  const sisters = new AbortController();
  const signals = { signal: AbortSignal.any([signal, sisters.signal]), callSignal: AbortSignal.any([callSignal, sisters.signal]) };
  const results: Result[] = [];
  let next = 0;
  let failure: { error: unknown } | undefined;
  const work = async () => {
    while (next < branches.length && !failure) {
      const index = next++;
      try {
        results[index] = await run(branches[index], signals);
      } catch (error) {
        failure ??= { error };
        // A caller's leaving ends the calls by itself, or they are read on for its project.
        if (!(error instanceof ClientGone)) sisters.abort(new SisterFailed('another part of the request has failed'));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, branches.length) }, work));
  if (failure) throw failure.error;
  return results;
}
