import { blockAt, blocksOf, imageInUrl } from '../image.js';
import { isRecord } from '../look.js';
import type { ImagesPart } from '../provider.js';

/** Images are data URLs in parts of messages and of tool results. */
export const images: ImagesPart = {
  *read({ role, content, tool_call_id: id }) {
    if (role !== 'user' && role !== 'tool') return;
    const call = role === 'tool' ? String(id) : undefined;
    for (const [path, block] of blocksOf(content, 'image_url', ['content'])) {
      const image = block['image_url'];
      if (!isRecord(image)) continue;
      const about = { call, detail: image['detail'], block: blockAt(path, block, ['type', 'image_url'], 'text') };
      yield* imageInUrl(image['url'], [...path, 'image_url', 'url'], about);
    }
  },
};
