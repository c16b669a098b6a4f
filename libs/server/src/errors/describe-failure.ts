// What our log may know of a crash. Messages of foreign errors can quote the caller's data (a JSON parser does), so only
// the kind, the system's code and the place are told.

export interface FailureDescription { name: string; code?: string; at?: string }

export function describeFailure(failure: unknown): FailureDescription {
  if (!(failure instanceof Error)) return { name: typeof failure };
  const description: FailureDescription = { name: failure.name };
  if ('code' in failure && typeof failure.code === 'string') description.code = failure.code;
  const at = placeOf(failure);
  if (at !== undefined) description.at = at;
  return description;
}

/** The innermost frame in our own code: `function (folder/file:line:column)`. */
function placeOf({ stack = '' }: Error): string | undefined {
  const frames = stack.split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  const own = frames.find((line) => !line.includes('node_modules') && !line.includes('node:')) ?? frames[0];
  return own?.trim().slice('at '.length).replace(/(?:file:\/\/)?\/\S*?([^/\s]+\/[^/\s]+:\d+:\d+)/, '$1');
}
