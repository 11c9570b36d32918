import { native } from '../native/index.js';

/** What a text is. */
export type ContentKind = ReturnType<typeof native.detect>;

/** What a text is: one JSON value, one on each line, a file with line numbers, what a program sent to a terminal, or any other text. */
export function detect(text: string): ContentKind {
  return native.detect(text);
}
