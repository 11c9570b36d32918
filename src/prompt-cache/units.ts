// What a text consists of: lines, and the sentences in them.
import { volatileIn } from './volatile.js';

/** A text in two parts, of which one may move. */
export interface Partition {
  /** What is left of it. */
  readonly stable: string;
  /** The lines and sentences in which something is volatile, in order. */
  readonly moved: readonly string[];
  /** Whether all of those stand at the end already. */
  readonly inOrder: boolean;
}

/** Longer texts are no prompts, and are left alone; in UTF-16 units. */
const MAX_LEN = 1 << 22;
/** Ends a sentence, where another one begins behind it. */
const END = /(?<=[.!?]["')\]]?)\s+(?=["'([]?[A-Z])/;

/** Says that what follows is none of today's. */
const EXAMPLE = /\b(?:e\.g\.|for example|for instance|such as|examples?\b|formats?\b|formatted)/i;

/** Parts what is volatile in a text from the rest. What is code, a row of a table or an example belongs to what stands around it. */
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
    const keeps = isFence || isCode || line.trimStart().startsWith('|');
    const sentences = keeps ? [line] : line.split(END);
    const goes = sentences.map((sentence) => !keeps && !EXAMPLE.test(sentence) && volatileIn(sentence).length > 0);
    for (const [at, sentence] of sentences.entries()) {
      if (goes[at]) hasMoved = true;
      else if (hasMoved && sentence.trim() !== '') inOrder = false;
    }
    if (goes.every(Boolean)) moved.push(line);
    else if (!goes.some(Boolean)) stable.push(line);
    else {
      moved.push(...sentences.filter((_, at) => goes[at]));
      stable.push(sentences.filter((_, at) => !goes[at]).join(' '));
    }
  }
  // A code block that does not end would swallow what is put behind it.
  return isCode || moved.length === 0 ? whole : { stable: stable.join('\n'), moved, inOrder };
}
