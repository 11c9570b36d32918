// Bedrock Converse.
import type { Provider } from '../provider.js';
import { cache } from './cache.js';
import { dialogue } from './dialogue.js';
import { messages } from './messages.js';
import { request } from './request.js';
import { tool } from './tool.js';
import { usage } from './usage.js';

export const bedrock: Provider = { name: 'bedrock', messages, request, tool, dialogue, usage, cache };
