// What becomes of a reply whose end was told before its connection ended: a moment to end by itself, so that the connection can be used
// again, then it is given up. Nobody waits for either.
const graceMs = 500;

/** Takes over `body`: nobody else reads it any more. */
export function letGo(body: AsyncIterableIterator<Buffer>): void {
  const timer = setTimeout(() => void body.return?.(), graceMs);
  void readOut(body).catch(() => undefined).finally(() => clearTimeout(timer)); // how it ends matters to nobody
}

async function readOut(body: AsyncIterableIterator<Buffer>): Promise<void> {
  for (let step = await body.next(); !step.done;) step = await body.next();
}
