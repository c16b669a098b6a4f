// What a caller sees of an answer, read as strictly as the strictest client: a stream's frames in order, nothing behind its end.

export interface Seen {
  status: number;
  headers: Headers;
  text: string;
  finishes: number;
  /** The one error, of a body or of a frame. */
  error: Record<string, unknown> | undefined;
  /** `data: [DONE]` came, and came last. */
  done: boolean;
  /** The connection was cut: what came is not whole, and says so. */
  cut: boolean;
}

interface Chunk { choices?: { delta?: { content?: string | null }; finish_reason?: string | null }[]; error?: Record<string, unknown> }

export async function readAnswer(response: Response): Promise<Seen> {
  const seen: Seen = { status: response.status, headers: response.headers, text: '', finishes: 0, error: undefined, done: false, cut: false };
  const body = await response.text().catch(() => {
    seen.cut = true;
    return '';
  });
  if (body.includes('\uFFFD')) throw new Error('a character was torn');
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) readFrames(body, seen);
  else if (body !== '') readWhole(body, seen);
  return seen;
}

function readWhole(body: string, seen: Seen): void {
  const { choices = [], error } = JSON.parse(body) as { choices?: { message?: { content?: string }; finish_reason?: string }[]; error?: Record<string, unknown> };
  seen.text = choices.map(({ message }) => message?.content ?? '').join('');
  seen.finishes = choices.filter(({ finish_reason }) => finish_reason).length;
  seen.error = error;
}

function readFrames(body: string, seen: Seen): void {
  for (const frame of body.split(/\r\n\r\n|\n\n|\r\r/)) {
    const lines = frame.split(/\r\n|\n|\r/).filter((line) => line !== '' && !line.startsWith(':'));
    if (lines.length === 0) continue;
    if (seen.error || seen.done) throw new Error(`something came behind the end: ${frame}`);
    const payload = lines.map((line) => line.replace(/^data: /, '')).join('\n');
    if (payload === '[DONE]') seen.done = true;
    else readChunk(JSON.parse(payload) as Chunk, seen);
  }
}

function readChunk({ choices = [], error }: Chunk, seen: Seen): void {
  seen.error = error;
  for (const { delta, finish_reason } of choices) {
    if (seen.finishes > 0 && (delta?.content || finish_reason)) throw new Error('something came behind the finish');
    seen.text += delta?.content ?? '';
    if (finish_reason) seen.finishes += 1;
  }
}
