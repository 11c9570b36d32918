// Anthropic Messages, also on Bedrock, Vertex and Foundry.
import type { Provider } from '../provider.js';
import { messages } from './messages.js';
import { request } from './request.js';
import { tool } from './tool.js';
import { usage } from './usage.js';

export const anthropic: Provider = { name: 'anthropic', messages, request, tool, usage };
