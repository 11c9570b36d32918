// Gemini's generateContent.
import type { Provider } from '../provider.js';
import { messages } from './messages.js';
import { request } from './request.js';
import { tool } from './tool.js';

export const gemini: Provider = { name: 'gemini', messages, request, tool };
