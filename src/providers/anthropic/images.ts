import { blockAt, blocksOf, imageInFields, type Image } from '../image.js';
import type { Path } from '../message.js';
import type { ImagesPart } from '../provider.js';

/** Images are blocks of user messages and of tool results. */
export const images: ImagesPart = {
  *read({ role, content }) {
    if (role !== 'user') return;
    yield* imagesIn(content, ['content']);
    for (const [path, { content: own, tool_use_id: id }] of blocksOf(content, 'tool_result', ['content']))
      yield* imagesIn(own, [...path, 'content'], String(id));
  },
};

function* imagesIn(blocks: unknown, at: Path, call?: string): Iterable<Image> {
  for (const [path, block] of blocksOf(blocks, 'image', at))
    yield* imageInFields(block['source'], ['media_type', 'data'], [...path, 'source'], {
      call,
      block: blockAt(path, block, ['type', 'source'], 'text'),
    });
}
