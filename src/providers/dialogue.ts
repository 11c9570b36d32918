// The contract for the responses of a provider.
import type { Fields, Message } from './message.js';

/** Reads a provider's responses, and continues a conversation after one. */
export interface DialoguePart {
  /** The messages in a request's field for them, if the provider accepts values other than a list there. */
  messagesIn?(value: unknown): readonly Message[];
  /** Whether the provider stores the conversation, so that the next request has only the new messages. */
  keeps?(request: Fields): boolean;
  /** Reads a response; undefined if it has another shape, or several candidates. */
  read(response: unknown): Reply | undefined;
  /** Puts tool results into messages. */
  answer(results: readonly object[]): readonly Message[];
}

/** The parts of a response that retrieval needs. */
export interface Reply {
  /** The response as messages of the conversation. */
  readonly messages: readonly Message[];
  /** The calls that the client has to answer, in the provider's shape and order. */
  readonly calls: readonly Fields[];
  /** Whether it ended because it waits for results. Calls of a response that was cut off may be incomplete. */
  readonly waits: boolean;
  readonly usage: Fields | undefined;
}
