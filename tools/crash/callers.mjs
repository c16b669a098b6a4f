// The load of a crash test: callers that ask one thing after the other, plain and streamed, each under a name of its own.

const callersAtOnce = 24;

/** Starts them; gives what ends them. `hear` is told how each call ended: its status, or `failed`. */
export function callers(url, key, round, hear = () => undefined) {
  const stopped = new AbortController();
  let number = 0;
  const ask = async () => {
    const user = `${round}-${number += 1}`;
    const body = { model: 'gpt-4o-mini', user, stream: number % 2 === 0, messages: [{ role: 'user', content: 'Hello' }] };
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    await response.arrayBuffer();
    hear(response.status);
  };
  const failed = () => {
    hear('failed');
    return new Promise(setImmediate);
  };
  const call = async () => {
    while (!stopped.signal.aborted) await ask().catch(failed);
  };
  const calls = Array.from({ length: callersAtOnce }, call);
  return async () => {
    stopped.abort();
    await Promise.all(calls);
  };
}
