// Bedrock's prompt cache, which follows the rules of the Claude models that it serves.
import type { CachePart } from '../cache.js';

export const cache: CachePart = {
  marks: ['cachePoint'],
  parameters: [
    { from: 'messages', path: ['toolConfig', 'toolChoice'] },
    { from: 'messages', path: ['additionalModelRequestFields', 'thinking'] },
  ],
  losesByImages: true,
};
