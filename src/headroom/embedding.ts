// The meaning of texts, by an encoder that the caller brings.
import type { Check } from '../errors/index.js';

/** Turns texts into vectors of length 1, such as a sentence encoder does. */
export interface Embedder {
  embed(texts: readonly string[], options?: { signal?: AbortSignal }): Promise<readonly ArrayLike<number>[]>;
}

export const EMBEDDER: Check = {
  wanted: 'an object with a method `embed`',
  fits: (value) => typeof (value as Partial<Embedder> | null)?.embed === 'function',
};

/** Likeness is compared as a whole number of this unit, so that the last digits of a float decide nothing. */
const WHOLE = 1000;

/**
 * How alike the meaning of each text is to the query, in thousandths. Nothing if the encoder fails: it may be a model
 * whose library is missing, and words alone still answer.
 */
export async function likenesses(
  encoder: Embedder,
  query: string,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<number[] | undefined> {
  try {
    const [asked, ...vectors] = await encoder.embed([query, ...texts], signal && { signal });
    if (!asked || vectors.length !== texts.length) return undefined;
    const all = vectors.map((vector) => likeness(asked, vector));
    return all.every(Number.isInteger) ? all : undefined;
  } catch {
    if (signal?.aborted) throw signal.reason;
    return undefined;
  }
}

/** The cosine of two vectors of length 1, from 0 to 1000. Not a number where their lengths differ. */
export function likeness(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  let product = 0;
  for (let at = 0; at < a.length; at += 1) product += a[at]! * b[at]!;
  return Math.min(Math.max(Math.round(product * WHOLE), 0), WHOLE);
}
