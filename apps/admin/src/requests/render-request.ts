// Request rows as the API shows them, with the words of what went wrong.
import type { RequestPlace, RequestRecord } from '#database/request-row';
import { catalogue } from '#server/errors/catalogue';
import type { ExplainedRequestDto, RequestDto } from './request.dto.js';
import { routeWords } from './route-words.js';

export function renderRequest(row: RequestRecord): RequestDto {
  return factsOf(row);
}

/** One by itself. */
export function renderExplained(row: RequestRecord): ExplainedRequestDto {
  return { ...factsOf(row), attempts: row.attempts.map((attempt) => ({ ...attempt, why: routeWords[attempt.reason] })) };
}

function factsOf({ at, modelAsked, ...row }: RequestRecord) {
  return { ...row, at: at.toISOString(), model: modelAsked, reason: reasonOf(row.errorCode) };
}

const reasons: ReadonlyMap<string, string> = new Map([
  ...Object.entries(catalogue).map(([code, { message }]) => [code, message] as const),
  ['cancelled', 'The caller left before the answer was whole.'],
]);

/** Null also of a code that this version does not know. */
const reasonOf = (code: string | null) => (code === null ? null : reasons.get(code) ?? null);

/** Time and id: what the list is in the order of. */
export const renderCursor = ({ at, id }: RequestPlace): string => `${at.getTime()}-${id}`;

export function parseCursor(text: string | undefined): RequestPlace | undefined {
  if (text === undefined) return undefined;
  const dash = text.indexOf('-');
  return { at: new Date(Number(text.slice(0, dash))), id: text.slice(dash + 1) };
}
