// Splits a text into lines and sentences.
import { volatileIn } from './volatile.js';

/** A text in a stable and a volatile part. */
export interface Partition {
  /** The text without the volatile part. */
  readonly stable: string;
  /** The lines and sentences with volatile text, in order. */
  readonly moved: readonly string[];
  /** Whether all of these are at the end already. */
  readonly inOrder: boolean;
}

/** Maximum length of a text that is split, in UTF-16 units. No prompt is longer. */
const MAX_LEN = 1 << 22;
/** The blanks between two sentences. */
const BETWEEN_SENTENCES = /(?<=[.!?]["')\]]?)\s+(?=["'([]?[A-Z])/;

/** Words that introduce an example, whose date is not today's. */
const EXAMPLE = /\b(?:e\.g\.|for example|for instance|such as|examples?\b|formats?\b|formatted)/i;

/**
 * Separates the volatile lines and sentences of a text. Code, table rows and examples stay where they are, because they
 * belong to the text around them.
 */
export function partition(text: string): Partition {
  const whole = { stable: text, moved: [], inOrder: true };
  if (text.length > MAX_LEN || volatileIn(text).length === 0) return whole;
  const stable: string[] = [];
  const moved: string[] = [];
  let isCode = false;
  let inOrder = true;
  let hasMoved = false;
  for (const line of text.split('\n')) {
    const isFence = /^\s{0,3}(?:```|~~~)/.test(line);
    if (isFence) isCode = !isCode;
    const stays = isFence || isCode || line.trimStart().startsWith('|');
    const sentences = stays ? [line] : line.split(BETWEEN_SENTENCES);
    const moves = sentences.map((sentence) => !stays && !EXAMPLE.test(sentence) && volatileIn(sentence).length > 0);
    for (const [at, sentence] of sentences.entries()) {
      if (moves[at]) hasMoved = true;
      else if (hasMoved && sentence.trim() !== '') inOrder = false;
    }
    if (moves.every(Boolean)) moved.push(line);
    else if (!moves.some(Boolean)) stable.push(line);
    else {
      moved.push(...sentences.filter((_, at) => moves[at]));
      stable.push(sentences.filter((_, at) => !moves[at]).join(' '));
    }
  }
  // Text behind a code block that is not closed would become part of it.
  return isCode || moved.length === 0 ? whole : { stable: stable.join('\n'), moved, inOrder };
}
