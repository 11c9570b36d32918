import { anthropic } from './anthropic.js';
import { bedrock } from './bedrock.js';
import { gemini } from './gemini.js';
import { openai } from './openai.js';
import type { Dialect, Protocol } from './protocol.js';
import { responses } from './responses.js';

export type { Call, Dialect, Heard, Json, Protocol, Turn } from './protocol.js';
export { withServer, type Answer, type Server } from './server.js';

/** The providers whose streams are supported. */
export const PROTOCOLS: readonly Protocol[] = [anthropic, openai, responses, gemini, bedrock];

/** The providers whose responses are supported. */
export const DIALECTS: readonly Dialect[] = PROTOCOLS;

/** The dialect of a provider. */
export function dialectOf(provider: string): Dialect {
  const dialect = DIALECTS.find((own) => own.provider === provider);
  if (!dialect) throw new Error(`${provider} has requests, and no dialect in __test__/support/protocols`);
  return dialect;
}
