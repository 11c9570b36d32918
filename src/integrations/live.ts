// Live conversations in the messages of a framework. They are compressed where that is possible, and never stand in its way.
import type { CompressOptions, Headroom, Session } from '../headroom/index.js';
import type { Message } from '../providers/index.js';
import { modeOf } from './options.js';

/** Translates between the messages of a framework and those of a provider. */
export interface Translation<M> {
  /** The message in a provider's shape. */
  readonly read: (message: M) => Message;
  /** A copy of the message with the content that is sent. The message itself is the framework's, and stays as it is. */
  readonly write: (message: M, sent: Message) => M;
}

/** What is known of one request. */
export interface LiveCall {
  readonly model?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether the model has `headroom_retrieve`: only then is text elided. */
  readonly retrieves?: boolean;
}

/** The conversations of one integration. One session serves all of them: it tells them apart by what is in them. */
export class LiveConversations {
  readonly headroom: Headroom;
  readonly #session: Session;

  constructor(headroom: Headroom) {
    this.headroom = headroom;
    this.#session = headroom.session();
  }

  /** The messages to send: the list that was given where it cannot be compressed. Never fails. */
  async compress<M>(
    messages: readonly M[],
    { read, write }: Translation<M>,
    { model, signal, retrieves = false }: LiveCall = {},
  ): Promise<readonly M[]> {
    try {
      // A framework may change its list meanwhile.
      const own = messages.slice();
      const given = own.map((message) => read(message));
      const { messages: sent } = await this.#session.compress(given, {
        ...this.#options({ signal, retrieves }),
        ...(typeof model === 'string' && { model }),
      });
      return sent.map((message, at) => (message === given[at] ? own[at]! : write(own[at]!, message)));
    } catch {
      return messages;
    }
  }

  /** The body of a request as it is sent, without loss: as it was given where it cannot be compressed. Never fails. */
  async body<B extends string | Uint8Array>(body: B, { signal }: LiveCall = {}): Promise<B> {
    try {
      return (await this.#session.compressBody(body, this.#options({ signal }))).body;
    } catch {
      return body;
    }
  }

  #options({ signal, retrieves }: LiveCall): CompressOptions {
    return { mode: modeOf(this.headroom), ...(!retrieves && { exactOnly: true }), ...(signal && { signal }) };
  }
}
