// How the requests and responses of a provider follow one another.
import type { Fields, Message } from './message.js';

/** Knows a provider's responses, and how a conversation goes on after one. */
export interface DialoguePart {
  /** The messages in the field of a request that has them, where that need not be a list. */
  messagesIn?(value: unknown): readonly Message[];
  /** Whether the provider keeps the conversation: then a next request has only what is new in it. */
  keeps?(request: Fields): boolean;
  /** Reads a response; nothing where it is of another shape, or offers several answers to choose from. */
  read(response: unknown): Reply | undefined;
  /** Results as messages. */
  answer(results: readonly object[]): readonly Message[];
}

/** A response, as far as it matters here. */
export interface Reply {
  /** It, as messages of the conversation. */
  readonly messages: readonly Message[];
  /** The calls that the client is to answer, in order, as they came. */
  readonly calls: readonly Fields[];
  /** Whether it ended in order to have them answered: one that was cut off did not, and what it calls may be incomplete. */
  readonly waits: boolean;
  readonly usage: Fields | undefined;
}
