// The images in the messages of all providers.
import { attempt, fieldsOf } from './look.js';
import type { Image } from './image.js';
import { providersWith } from './registry.js';

/** The images of a message, in order. A message that cannot be read has none. */
export function imagesOf(message: unknown): readonly Image[] {
  const fields = fieldsOf(message);
  // A user's message may fit several providers, so the shape of each image says whose it is.
  return attempt(() => providersWith('images').flatMap(({ images }) => [...images.read(fields)])) ?? [];
}
