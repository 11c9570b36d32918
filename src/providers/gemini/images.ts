import { blockAt, imageInFields, type Image } from '../image.js';
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
  for (const [at, part] of records(parts)) {
    const place = [...path, at];
    const about = (name: string): Pick<Image, 'tool' | 'block'> => ({
      tool,
      // The parts of a result are images only.
      block: tool === undefined ? blockAt(place, part, [name]) : undefined,
    });
    const { inlineData, inline_data: snake } = part;
    yield* imageInFields(inlineData, ['mimeType', 'data'], [...place, 'inlineData'], about('inlineData'));
    yield* imageInFields(snake, ['mime_type', 'data'], [...place, 'inline_data'], about('inline_data'));
  }
}
