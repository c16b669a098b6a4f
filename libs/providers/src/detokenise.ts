// Turns token arrays back into the text they stand for: LangChain sends cl100k tokens to every embeddings endpoint, and most
// providers take only text. Decoding is linear; encoding, which is not, never happens here.
import { RequestError } from './errors.js';

/** Throws RequestError naming the input that holds what is no token of cl100k_base. */
export async function textsOfTokens(inputs: number[][]): Promise<string[]> {
  const { decode } = await import('gpt-tokenizer/encoding/cl100k_base');
  return inputs.map((tokens, index) => {
    try {
      return decode(tokens);
    } catch {
      throw new RequestError(`input[${index}] holds a number that is no token of cl100k_base.`, `input[${index}]`);
    }
  });
}
