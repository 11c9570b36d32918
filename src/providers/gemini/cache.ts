// Gemini's prompt cache: `cachedContent` names a prefix that was cached explicitly.
import type { CachePart } from '../cache.js';

export const cache: CachePart = {
  parameters: [
    { from: 'tools', path: ['cachedContent'] },
    { from: 'tools', path: ['cached_content'] },
  ],
};
