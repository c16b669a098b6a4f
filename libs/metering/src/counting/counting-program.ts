// What the counting thread runs. It is handed over as its source text (so that it needs no file of its own, whether this runs
// from sources or built) and may therefore use nothing but its parameter.

/** `texts` are counted by the tokenizer whose file `encoding` is; the answer has the same `id`, and no count where that failed. */
export interface CountingJob { id: number; encoding: string; texts: readonly string[] }
export interface CountingAnswer { id: number; tokens?: number }

interface Tokenizer {
  countTokens(text: string, options: { disallowedSpecial: ReadonlySet<string> }): number;
  setMergeCacheSize(size: number): void;
}

/** `load`: require. Tells `{ id: 0 }` when it can count. */
export function countingProgram(load: (file: string) => unknown): void {
  const { parentPort, workerData } = load('node:worker_threads') as typeof import('node:worker_threads');
  // Merging takes the square of a run's length: 100,000 letters without a space would take seconds, in pieces of 400 milliseconds.
  const longestRun = 400;
  const tell = (answer: CountingAnswer) => parentPort?.postMessage(answer, []);
  const tokenizerOf = (file: string) => load(file) as Tokenizer;

  function* pieces(text: string): Generator<string> {
    let [start, run, inSpace] = [0, 0, false];
    for (let at = 0; at < text.length; at += 1) {
      const isSpace = text.charCodeAt(at) <= 32;
      run = isSpace === inSpace ? run + 1 : 1;
      inSpace = isSpace;
      // Never between the two halves of one character.
      if (run < longestRun || (text.charCodeAt(at) & 0xfc00) === 0xd800) continue;
      yield text.slice(start, at + 1);
      [start, run] = [at + 1, 0];
    }
    if (start < text.length) yield text.slice(start);
  }

  parentPort?.on('message', ({ id, encoding, texts }: CountingJob) => {
    try {
      const tokenizer = tokenizerOf(encoding);
      tokenizer.setMergeCacheSize(10_000);
      let tokens = 0;
      // What looks like a special token is text of the caller's.
      for (const text of texts) for (const piece of pieces(text)) tokens += tokenizer.countTokens(piece, { disallowedSpecial: new Set() });
      tell({ id, tokens });
    } catch {
      tell({ id });
    }
  });
  tokenizerOf((workerData as { first: string }).first);
  tell({ id: 0 });
}
