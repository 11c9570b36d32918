import { anthropic } from './anthropic/index.js';
import { openai } from './openai/index.js';
import type { Message, Provider } from './provider.js';

export type { Message, Piece, Place, Provider } from './provider.js';

/** The first whose shape the messages have is used. */
const PROVIDERS: readonly Provider[] = [anthropic, openai];

/** The provider whose shape the messages have, if it is one we know. */
export function providerOf(messages: readonly Message[]): Provider | undefined {
  return PROVIDERS.find((provider) => provider.matches(messages));
}
