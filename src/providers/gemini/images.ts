import { imageInFields, type Image } from '../image.js';
import { isRecord, records } from '../look.js';
import type { Path } from '../message.js';
import type { ImagesPart } from '../provider.js';

/** Images are inline data in parts of messages and of results. */
export const images: ImagesPart = {
  *read({ role, parts }) {
    if (role === 'model') return;
    yield* imagesIn(parts, ['parts']);
    for (const [at, part] of records(parts)) {
      const key = 'functionResponse' in part ? 'functionResponse' : 'function_response';
      const answer = part[key];
      if (isRecord(answer)) yield* imagesIn(answer['parts'], ['parts', at, key, 'parts'], String(answer['name']));
    }
  },
};

function* imagesIn(parts: unknown, path: Path, tool?: string): Iterable<Image> {
  for (const [at, { inlineData, inline_data: snake }] of records(parts)) {
    yield* imageInFields(inlineData, ['mimeType', 'data'], [...path, at, 'inlineData'], { tool });
    yield* imageInFields(snake, ['mime_type', 'data'], [...path, at, 'inline_data'], { tool });
  }
}
