// The prompt cache behind the Vercel AI SDK: marks stand in the options of a provider.
import type { CachePart } from '../cache.js';

export const cache: CachePart = { marks: ['cacheControl'] };
