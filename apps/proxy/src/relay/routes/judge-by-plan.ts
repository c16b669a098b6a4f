// What the form of a request leaves of its route: targets that do not suit the way it is asked, or cannot be told one of its parameters. For
// the explanation; a request meets the same verdicts on its way, one by one.
import { RequestError } from '#providers/errors';
import { ApiError } from '#server/errors/api-error';
import { requestApiError, unheard } from '../map-error.js';
import { planOf, plannedRoute, type PlannedTask, type Prepare } from '../plan.js';
import type { Candidate } from './candidate.js';
import type { Skipped } from './resolve-model.js';

export interface JudgedTask extends PlannedTask {
  strict: boolean;
  /** Whether the body has what it is about, so that it can be put into the words of a target. */
  whole: boolean;
}

export interface Judged {
  tried: Candidate[];
  skipped: Skipped[];
  fallbacks: (kind: Parameters<JudgedTask['resolved']['fallbacks']>[0]) => Promise<Candidate[]>;
}

/** Of the paths that a target drops: the explanation's own field, which no request has. */
const ownField = 'endpoint';

/** Throws ApiError for what no target can do, as the request would. */
export async function judgeByPlan(task: JudgedTask): Promise<Judged> {
  const { route, prepare } = planned(task);
  const tried: Candidate[] = [];
  const skipped = new Map<Candidate['record'], Skipped>(); // once for each target: its credentials are told the same
  for (const candidate of task.resolved.candidates) {
    const { record } = candidate;
    const reason = task.endpoint === 'chat' ? 'choices_not_served' : 'endpoint_not_served';
    if (!route.candidates.includes(candidate)) skipped.set(record, { record, reason, refusal: { param: null, message: unsuited[reason] } });
    const refusal = skipped.has(record) ? undefined : await refusalOf(candidate, prepare, task.strict);
    if (refusal) skipped.set(record, { record, reason: 'parameter_refused', refusal: refusal.body().error });
    if (!skipped.has(record)) tried.push(candidate);
  }
  const fallbacks: Judged['fallbacks'] = async (kind) => {
    const able: Candidate[] = [];
    for (const candidate of route.fallbacks(kind)) if (!(await refusalOf(candidate, prepare, task.strict))) able.push(candidate);
    return able;
  };
  return { tried, skipped: [...skipped.values()], fallbacks };
}

const unsuited = {
  choices_not_served: 'It gives one answer to a call; the first target gives all that are asked for, so only such are asked.',
  endpoint_not_served: 'It does not serve this endpoint itself; another target of the model does, so only such are asked.',
};

function planned(task: JudgedTask): { route: ReturnType<typeof plannedRoute>; prepare: Prepare | undefined } {
  try {
    if (!task.whole) return { route: plannedRoute(task), prepare: undefined };
    const plan = planOf(task);
    return { route: plan.route, prepare: plan.kind === 'single' ? plan.prepare : plan.branches[0] };
  } catch (error) {
    throw error instanceof RequestError ? requestApiError(error) : error;
  }
}

async function refusalOf(candidate: Candidate, prepare: Prepare | undefined, strict: boolean): Promise<ApiError | undefined> {
  try {
    const exchange = await prepare?.(candidate);
    if (!exchange || !strict) return undefined;
    const isOfRequest = (path: string) => path !== ownField;
    return unheard({ dropped: exchange.dropped.filter(isOfRequest), changed: exchange.changed.filter(isOfRequest) }, candidate.target);
  } catch (error) {
    if (error instanceof RequestError) return requestApiError(error);
    if (error instanceof ApiError) return error;
    throw error;
  }
}
