// Callers of several proxies at once, who keep what each answer said of the limit.

export interface Answer { status: number; limit: number; remaining: number; reset: number }

export const parallelCallers = 64;

export async function ask(url: string, key: string): Promise<Answer> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sandbox/chat', messages: [{ role: 'user', content: 'Hi' }] }),
  });
  await response.arrayBuffer();
  const number = (name: string) => Number(response.headers.get(name));
  return { status: response.status, limit: number('x-ratelimit-limit'), remaining: number('x-ratelimit-remaining'), reset: number('x-ratelimit-reset') };
}

/** 64 callers, each asking `times` times, one proxy and the other by turns. */
export async function askInParallel(urls: readonly string[], key: string, times: number): Promise<Answer[]> {
  const callers = Array.from({ length: parallelCallers }, async (_, caller) => {
    const answers = [];
    for (let time = 0; time < times; time += 1) answers.push(await ask(urls[(caller + time) % urls.length], key));
    return answers;
  });
  return (await Promise.all(callers)).flat();
}

/** Within one minute of the clock: windows are aligned to it, so one may end meanwhile. */
export async function withinOneMinute(run: () => Promise<Answer[]>): Promise<Answer[]> {
  const answers = await run();
  return new Set(answers.map(({ reset }) => reset)).size === 1 ? answers : withinOneMinute(run);
}

/** Exactly `limit` of 64 x `times` were served, and each of them was told another remainder. */
export function expectExactly(limit: number, times: number, answers: readonly Answer[]): void {
  const served = answers.filter(({ status }) => status === 200);
  expect(served).toHaveLength(limit);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(parallelCallers * times - limit);
  expect(served.map(({ remaining }) => remaining).sort((a, b) => a - b)).toEqual(Array.from({ length: limit }, (_, at) => at));
}
