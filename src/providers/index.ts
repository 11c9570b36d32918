import { anthropic } from './anthropic/index.js';
import { openai } from './openai/index.js';
import type { Message, Piece, Place, Provider } from './provider.js';

export { isRecord, type Message, type Piece, type Place, type Provider } from './provider.js';

/** The first whose shape the messages have is used. */
const PROVIDERS: readonly Provider[] = [anthropic, openai];

/** The provider whose shape the messages have, if it is one we know. */
export function providerOf(messages: readonly Message[]): Provider | undefined {
  return PROVIDERS.find((provider) => attempt(() => provider.matches(messages)) ?? false);
}

/** The texts of a message; none where it cannot be looked at. */
export function piecesOf(provider: Provider, message: Message, index: number): readonly Piece[] {
  return attempt(() => [...provider.read(message, index)]) ?? [];
}

/** The message with other texts in some places; the message itself where it cannot be copied. */
export function withTexts<M extends Message>(provider: Provider, message: M, texts: ReadonlyMap<Place, string>): M {
  return attempt(() => provider.replace(message, texts) as M) ?? message;
}

/** Messages are the caller's objects: getters and proxies may throw. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
