// Bedrock's prompt cache, which is that of its models.
import type { CachePart } from '../cache.js';

export const cache: CachePart = {
  marks: ['cachePoint'],
  parameters: [
    { from: 'messages', path: ['toolConfig', 'toolChoice'] },
    { from: 'messages', path: ['additionalModelRequestFields', 'thinking'] },
  ],
  losesByImages: true,
};
