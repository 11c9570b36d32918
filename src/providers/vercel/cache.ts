// The prompt cache behind the Vercel AI SDK: breakpoints are in `providerOptions`.
import type { CachePart } from '../cache.js';

export const cache: CachePart = { marks: ['cacheControl'] };
