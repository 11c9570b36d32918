// The images in the messages of all providers.
import { attempt, fieldsOf, records } from './look.js';
import type { Image } from './image.js';
import type { Fields, Path } from './message.js';
import { providersWith } from './registry.js';

/** The images of a message, in order. A message that cannot be read has none. */
export function imagesOf(message: unknown): readonly Image[] {
  const fields = fieldsOf(message);
  // A user's message may fit several providers, so the shape of each image says whose it is.
  return attempt(() => providersWith('images').flatMap(({ images }) => [...images.read(fields)])) ?? [];
}

/** A block with a text, and its place in the message. */
export interface TextBlock {
  readonly path: Path;
  readonly block: Fields;
  readonly text: string;
}

/** The blocks with a text that stand where blocks with an image may stand. A message that cannot be read has none. */
export function textBlocksOf(message: unknown): readonly TextBlock[] {
  return attempt(() => [...textBlocksIn(fieldsOf(message))]) ?? [];
}

function* textBlocksIn(message: Fields): Iterable<TextBlock> {
  for (const key of ['content', 'output', 'parts'])
    for (const [at, block] of records(message[key])) {
      yield* textBlock([key, at], block);
      for (const [inner, own] of records(block['content'])) yield* textBlock([key, at, 'content', inner], own);
    }
}

function* textBlock(path: Path, block: Fields): Iterable<TextBlock> {
  const { text } = block;
  if (typeof text === 'string') yield { path, block, text };
}
