// Gemini's prompt cache: a request names what was cached before.
import type { CachePart } from '../cache.js';

export const cache: CachePart = {
  parameters: [
    { from: 'tools', path: ['cachedContent'] },
    { from: 'tools', path: ['cached_content'] },
  ],
};
