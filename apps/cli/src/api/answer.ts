// What came back, or why it did not: every call of the admin API goes through here.
import { CliError } from '../failure.js';
import { parseRefusal } from './refused-error.js';

interface Asked<Data> { data?: Data; error?: unknown; response: Response }

/** The body of a 2xx. Throws RefusedError with the API's words; CliError when it is not the admin API that answers. */
export async function answerOf<Data>(asking: Promise<Asked<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await asking.catch((failure: unknown) => { throw failure instanceof SyntaxError ? foreign('no JSON') : failure; });
  if (!response.ok) throw parseRefusal(response.status, error) ?? foreign(response.headers.get('location') ?? `status ${response.status}`);
  if (data === undefined || data === null || data === '') throw foreign('nothing');
  return data;
}

const foreign = (what: string) => new CliError(`What answers is not AIProxy's admin API: it says ${what}. Check --url or AIPROXY_ADMIN_URL.`);
