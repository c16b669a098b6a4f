// Waits for what a running proxy notices by itself (a change of its configuration, the loss of its database), by asking.

/** The first answer with this status; jest's own time limit ends a wait in vain. */
export async function eventually(ask: () => Promise<Response>, status: number): Promise<Response> {
  for (;;) {
    const response = await ask();
    if (response.status === status) return response;
    await response.arrayBuffer();
  }
}
