import { anthropic } from './anthropic.js';
import { gemini } from './gemini.js';
import { openai } from './openai.js';
import type { Protocol } from './protocol.js';
import { responses } from './responses.js';

export type { Call, Heard, Json, Protocol, Turn } from './protocol.js';
export { withServer, type Answer, type Server } from './server.js';

/** All that can be streamed. */
export const PROTOCOLS: readonly Protocol[] = [anthropic, openai, responses, gemini];
