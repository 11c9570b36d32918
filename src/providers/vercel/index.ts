// Model messages of the Vercel AI SDK.
import type { Provider } from '../provider.js';
import { cache } from './cache.js';
import { messages } from './messages.js';
import { usage } from './usage.js';

export const vercel: Provider = { name: 'vercel', messages, usage, cache };
