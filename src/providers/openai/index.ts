// OpenAI Chat Completions and compatible servers.
import type { Provider } from '../provider.js';
import { cache } from './cache.js';
import { dialogue } from './dialogue.js';
import { images } from './images.js';
import { messages } from './messages.js';
import { request } from './request.js';
import { stream } from './stream.js';
import { tool } from './tool.js';
import { usage } from './usage.js';

export const openai: Provider = { name: 'openai', messages, images, request, tool, dialogue, stream, usage, cache };
