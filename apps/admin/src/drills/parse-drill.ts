// What a declared drill must be, beyond its single fields: about one thing, with what its effect needs, in a bounded time.
import type { NewDrill } from '#database/drills';
import type { FieldProblem } from '#server/errors/api-error';
import { invalid } from '../http/validation.js';
import type { CreateDrillDto } from './drill.dto.js';

const minuteMs = 60_000;
const longestMs = 24 * 60 * minuteMs;
const aheadMs = 30 * longestMs;
const usualFailPercent = 50;

/** Throws ApiError with every problem. Whether what it names is there is not looked at. */
export function parseDrill(projectId: string, body: CreateDrillDto, now: Date): NewDrill {
  const { providerId = null, targetId = null, effect, share, reason, delayMs = null, failPercent = null } = body;
  const startsAt = body.startsAt === undefined ? now : new Date(body.startsAt);
  const endsAt = body.endsAt === undefined ? new Date(startsAt.getTime() + (body.durationMinutes ?? 0) * minuteMs) : new Date(body.endsAt);
  const problems = [...scopeProblems(body), ...effectProblems(body), ...timeProblems(body, { now, startsAt, endsAt })];
  if (problems.length > 0) throw invalid(problems);
  return { projectId, providerId, targetId, effect, share, reason, startsAt, endsAt, delayMs, failPercent: effect === 'flaky' ? failPercent ?? usualFailPercent : null };
}

const problem = (param: string, words: string): FieldProblem => ({ param, message: `${param} ${words}` });

function scopeProblems({ providerId, targetId }: CreateDrillDto): FieldProblem[] {
  if (providerId === undefined && targetId === undefined) return [problem('targetId', 'must be given, or else providerId')];
  return providerId !== undefined && targetId !== undefined ? [problem('targetId', 'must not be given beside providerId')] : [];
}

function effectProblems({ effect, delayMs, failPercent }: CreateDrillDto): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (effect === 'slow' && delayMs === undefined) problems.push(problem('delayMs', 'must be given for a slow drill: 1 to 120000 milliseconds'));
  if (effect !== 'slow' && delayMs !== undefined) problems.push(problem('delayMs', 'must not be given unless effect is slow'));
  if (effect !== 'flaky' && failPercent !== undefined) problems.push(problem('failPercent', 'must not be given unless effect is flaky'));
  return problems;
}

function timeProblems(body: CreateDrillDto, { now, startsAt, endsAt }: Record<'now' | 'startsAt' | 'endsAt', Date>): FieldProblem[] {
  if (startsAt < now) return [problem('startsAt', 'must not lie in the past: leave it out to start at once')];
  if (startsAt.getTime() > now.getTime() + aheadMs) return [problem('startsAt', 'must be within 30 days from now')];
  if (body.endsAt === undefined) return body.durationMinutes === undefined ? [problem('durationMinutes', 'must be given, or else endsAt')] : [];
  if (body.durationMinutes !== undefined) return [problem('durationMinutes', 'must not be given beside endsAt')];
  if (endsAt <= startsAt) return [problem('endsAt', 'must be later than the start')];
  return endsAt.getTime() > startsAt.getTime() + longestMs ? [problem('endsAt', 'must be within 24 hours after the start')] : [];
}
