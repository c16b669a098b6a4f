import type { Fallbacks } from '#database/records';
import type { UpstreamErrorKind } from '#providers/errors';
import { Course, type CourseTerms, type Step } from './course.js';
import { RetryBudget } from './retry-budget.js';
import type { Candidate } from './routes/candidate.js';
import { candidateAt } from './testing/candidate.js';

const a = candidateAt({ id: 'a' });
const b = candidateAt({ id: 'b' });
const a2 = candidateAt({ id: 'a', credential: 'second' });
const other = candidateAt({ id: 'c', model: 'other', reason: 'fallback' });
const long = candidateAt({ id: 'd', model: 'long', reason: 'fallback' });

let nowMs: number;
let budget: RetryBudget;
beforeEach(() => { nowMs = 1000; budget = new RetryBudget(); });

interface World extends Partial<Omit<CourseTerms, 'settings'>> { attemptsMax?: number; lastResort?: Candidate[]; fallbacks?: Partial<Record<keyof Fallbacks, Candidate[]>> }
function courseOf(candidates: Candidate[], { attemptsMax = 3, lastResort = [], fallbacks = {}, ...terms }: World = {}): Course {
  return new Course({ candidates, lastResort, fallbacks: (kind) => fallbacks[kind] ?? [] }, {
    settings: { attemptsMax, retryBaseMs: 100, retryWaitMaxMs: 2000 }, budget, random: () => 0.5, nowMs: () => nowMs, deadlineMs: Infinity, ...terms,
  });
}

const shown = (step: Step | undefined) => step && `${step.candidate.record.id}${step.candidate === a2 ? '2' : ''} ${step.reason}${step.waitMs > 0 ? ` after ${step.waitMs}` : ''}`;

/** Who is asked one after the other, while each call ends as told. */
function walk(course: Course, ...endings: (UpstreamErrorKind | [UpstreamErrorKind, number])[]): (string | undefined)[] {
  const steps = [course.first()];
  for (const ending of endings) {
    const step = steps.at(-1);
    if (!step) break;
    course.asks(step);
    nowMs += step.waitMs;
    const [kind, retryAfterMs] = typeof ending === 'string' ? [ending] : ending;
    steps.push(course.after(step.candidate, { kind, retryAfterMs }));
  }
  return steps.map(shown);
}

describe('after a failure', () => {
  it.each<UpstreamErrorKind>(['connection', 'server', 'overloaded', 'empty', 'malformed', 'cut', 'rate-limit'])('of kind %s each other target is asked at once, then the first one again after a pause', (kind) => {
    expect(walk(courseOf([a, b]), kind, kind)).toEqual(['a weighted', 'b weighted', 'a retry after 50']);
  });

  it.each<UpstreamErrorKind>(['authentication', 'permission', 'quota', 'timeout'])('of kind %s the same call is not made again', (kind) => {
    expect(walk(courseOf([a, b]), kind, kind)).toEqual(['a weighted', 'b weighted', undefined]);
  });

  it.each<UpstreamErrorKind>(['invalid-request', 'not-found', 'too-large', 'context-length', 'content-policy'])('of kind %s nobody else is asked: it is the caller\'s own mistake', (kind) => {
    expect(walk(courseOf([a, b], { fallbacks: { any: [other] } }), kind)).toEqual(['a weighted', undefined]);
  });

  it('of a credential the same target is asked by another one first', () => {
    expect(walk(courseOf([a, b, a2]), 'authentication')).toEqual(['a weighted', 'a2 weighted']);
    expect(walk(courseOf([a, b, a2]), 'rate-limit')).toEqual(['a weighted', 'a2 weighted']);
    expect(walk(courseOf([a, b, a2]), 'server')).toEqual(['a weighted', 'b weighted']);
  });

  it('of a credential no target is asked by it', () => {
    const same = candidateAt({ id: 'e', provider: 'a' });
    expect(walk(courseOf([a, same, b]), 'authentication')).toEqual(['a weighted', 'b weighted']);
  });
});

describe('the pause', () => {
  it('grows twofold, by chance between nothing and the whole of it', () => {
    expect(walk(courseOf([a], { attemptsMax: 4 }), 'server', 'server', 'server')).toEqual(['a weighted', 'a retry after 50', 'a retry after 100', 'a retry after 200']);
    expect(walk(courseOf([a], { random: () => 0 }), 'server')).toEqual(['a weighted', 'a retry']);
  });

  it('is as long as the provider asks, up to what we wait at all', () => {
    expect(walk(courseOf([a]), ['rate-limit', 1500])).toEqual(['a weighted', 'a retry after 1500']);
    expect(walk(courseOf([a]), ['rate-limit', 2001])).toEqual(['a weighted', undefined]);
  });

  it('is at the target that can be asked again soonest', () => {
    expect(walk(courseOf([a, b], { attemptsMax: 4 }), ['rate-limit', 1500], ['overloaded', 300])).toEqual(['a weighted', 'b weighted', 'b retry after 300']);
  });

  it('never ends behind the caller\'s deadline', () => {
    expect(walk(courseOf([a], { deadlineMs: 1101 }), 'server')).toEqual(['a weighted', 'a retry after 50']);
    expect(walk(courseOf([a], { deadlineMs: 1100 }), 'server')).toEqual(['a weighted', undefined]);
  });
});

describe('the bounds', () => {
  it('no more calls go out than are allowed', () => {
    expect(walk(courseOf([a, b, a2], { attemptsMax: 2 }), 'server', 'server')).toEqual(['a weighted', 'b weighted', undefined]);
    expect(walk(courseOf([a], { attemptsMax: 1, fallbacks: { any: [other] } }), 'server')).toEqual(['a weighted', undefined]);
  });

  it('nobody is asked behind the deadline', () => {
    const course = courseOf([a, b], { deadlineMs: 1000 });
    expect(course.first()).toBeUndefined();
  });

  it('a target in trouble is asked again for a fifth of its traffic, and three times more', () => {
    let repeats = 0;
    for (let request = 0; request < 1000; request += 1) {
      repeats += walk(courseOf([a], { attemptsMax: 10 }), ...Array<UpstreamErrorKind>(10).fill('server')).filter((step) => step?.includes('retry')).length;
    }
    expect(repeats).toBe(203);
  });
});

describe('fallbacks', () => {
  it('come when the model\'s own targets have failed, and have the last attempt', () => {
    expect(walk(courseOf([a, b], { fallbacks: { any: [other] } }), 'server', 'server', 'server')).toEqual(['a weighted', 'b weighted', 'c fallback', undefined]);
    expect(walk(courseOf([a], { fallbacks: { any: [other] } }), 'server', 'server')).toEqual(['a weighted', 'a retry after 50', 'c fallback']);
    expect(walk(courseOf([a], { fallbacks: { any: [other] } }), 'authentication')).toEqual(['a weighted', 'c fallback']);
  });

  it('have the last attempt however many targets the model has', () => {
    expect(walk(courseOf([a, b, a2], { fallbacks: { any: [other] } }), 'server', 'server')).toEqual(['a weighted', 'b weighted', 'c fallback']);
  });

  it('are gone on with when what is left of the model is passed over', () => {
    const course = courseOf([a, b], { fallbacks: { any: [other] } });
    course.asks(course.first()!);
    course.after(a, { kind: 'timeout' });
    expect(shown(course.passedOver())).toBe('c fallback');
  });

  it('that lead back to where the request has been are no way on', () => {
    const same = candidateAt({ id: 'a', reason: 'fallback' });
    expect(walk(courseOf([a], { attemptsMax: 9, fallbacks: { any: [same, same] } }), 'timeout')).toEqual(['a weighted', undefined]);
  });

  it('are asked again when they fail, never the model that was left', () => {
    expect(walk(courseOf([a], { attemptsMax: 4, fallbacks: { any: [other] } }), 'timeout', 'server', 'server')).toEqual(['a weighted', 'c fallback', 'c retry after 50', 'c retry after 100']);
  });

  it('for a request that is too long are others than for content that is refused', () => {
    const fallbacks = { any: [other], contextWindow: [long] };
    expect(walk(courseOf([a, b], { fallbacks }), 'context-length')).toEqual(['a weighted', 'd fallback']);
    expect(walk(courseOf([a, b], { fallbacks }), 'content-policy')).toEqual(['a weighted', undefined]);
    expect(walk(courseOf([a, b], { fallbacks: { contentPolicy: [long] } }), 'content-policy')).toEqual(['a weighted', 'd fallback']);
  });

  it('are gone through once: two models that refuse the same do not send the caller round', () => {
    expect(walk(courseOf([a], { attemptsMax: 9, fallbacks: { contextWindow: [long] } }), 'context-length', 'context-length')).toEqual(['a weighted', 'd fallback', undefined]);
  });
});

describe('those that do not stand well', () => {
  const unwell = candidateAt({ id: 'u', reason: 'last-usable' });

  it('are asked where no other can be, and not while one can', () => {
    expect(walk(courseOf([a], { lastResort: [unwell] }), 'timeout', 'server')).toEqual(['a weighted', 'u last-usable', 'u retry after 50']);
    expect(walk(courseOf([a], { lastResort: [unwell] }), 'server')).toEqual(['a weighted', 'a retry after 50']);
    expect(walk(courseOf([a], { lastResort: [unwell], fallbacks: { any: [other] } }), 'timeout', 'timeout')).toEqual(['a weighted', 'u last-usable', 'c fallback']);
  });

  it('are not asked by a credential that has just been refused', () => {
    expect(walk(courseOf([a], { lastResort: [candidateAt({ id: 'u', provider: 'a' })] }), 'authentication')).toEqual(['a weighted', undefined]);
  });
});

describe('one that is passed over', () => {
  it('costs no attempt', () => {
    const course = courseOf([a, b], { attemptsMax: 1 });
    course.first();
    expect(shown(course.passedOver())).toBe('b weighted');
  });

  it('leaves what failed before to be asked again', () => {
    const course = courseOf([a, b]);
    const first = course.first()!;
    course.asks(first);
    course.after(a, { kind: 'server' });
    expect(shown(course.passedOver())).toBe('a retry after 50');
  });

  it('knows whether others are left', () => {
    const course = courseOf([a, b]);
    course.first();
    expect(course.hasOthers).toBe(true);
    course.passedOver();
    expect(course.hasOthers).toBe(false);
  });
});
