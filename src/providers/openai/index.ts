// OpenAI Chat Completions, and what speaks like it.
import type { Provider } from '../provider.js';
import { messages } from './messages.js';
import { request } from './request.js';
import { tool } from './tool.js';
import { usage } from './usage.js';

export const openai: Provider = { name: 'openai', messages, request, tool, usage };
