import { blockAt, blocksOf, imageInUrl } from '../image.js';
import type { ImagesPart } from '../provider.js';

/** Results that may have images. A screenshot for the computer tool is not among them: its pixels are coordinates. */
const OUTPUTS: ReadonlySet<unknown> = new Set(['function_call_output', 'custom_tool_call_output']);

/** Images are data URLs in parts of messages and of results. */
export const images: ImagesPart = {
  *read({ type, role, content, output, call_id: id }) {
    const isOutput = OUTPUTS.has(type);
    if (!isOutput && role !== 'user') return;
    const [parts, at, call] = isOutput ? [output, 'output', String(id)] : [content, 'content', undefined];
    for (const [path, block] of blocksOf(parts, 'input_image', [at])) {
      const text = blockAt(path, block, ['type', 'image_url', 'detail'], 'input_text');
      yield* imageInUrl(block['image_url'], [...path, 'image_url'], { call, detail: block['detail'], block: text });
    }
  },
};
