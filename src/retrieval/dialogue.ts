// How the requests and responses of a provider follow one another.
import type { Fields, Message } from '../providers/index.js';
import type { ToolShape } from '../tool/index.js';
import type { Listener } from './listener.js';

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

/** Knows one provider's. */
export interface Dialogue {
  readonly shape: ToolShape;
  /** The field of a request that has the messages. */
  readonly key: 'messages' | 'input' | 'contents';
  /** The messages in that field, which need not be a list everywhere. */
  messagesIn(value: unknown): readonly Message[];
  /** Whether the provider keeps the conversation: then a next request has only what is new in it. */
  keeps?(request: Fields): boolean;
  /** Reads a response; nothing where it is of another shape, or offers several answers to choose from. */
  read(response: unknown): Reply | undefined;
  /** Results as messages. */
  answer(results: readonly object[]): readonly Message[];
  /** Follows streams; without it there are none. */
  listen?(): Listener;
}

/** The field of most providers is a list, or nothing can be made of it. */
export function listOf(value: unknown): readonly Message[] {
  return value as readonly Message[];
}
