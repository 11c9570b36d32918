// Compresses the live conversations of a framework. What cannot be compressed is sent unchanged, so a request never
// fails because of this.
import type { CompressOptions, Headroom, Pruning, Session } from '../headroom/index.js';
import type { Message } from '../providers/index.js';
import { modeOf } from './options.js';

/** Translates between the messages of a framework and those of a provider. */
export interface Translation<M> {
  /** The message in a provider's shape. */
  readonly read: (message: M) => Message;
  /** A copy of the message with the content that is sent. The message itself is the framework's, and stays as it is. */
  readonly write: (message: M, sent: Message) => M;
}

/** The facts about one request. */
export interface LiveCall {
  readonly model?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** True if the model has the tool `headroom_retrieve`. Text is elided only then. */
  readonly retrieves?: boolean;
}

/** The conversations of one integration. They share one session, which tells them apart by their content. */
export class LiveConversations {
  readonly headroom: Headroom;
  readonly #session: Session;
  readonly #pruning: Pruning;

  /** @param pruning - in conversations whose model can retrieve elided text. */
  constructor(headroom: Headroom, pruning: Pruning = 'off') {
    this.headroom = headroom;
    this.#session = headroom.session();
    this.#pruning = pruning;
  }

  /** Returns the messages to send, or the given list if it cannot be compressed. Never fails. */
  async compress<M>(
    messages: readonly M[],
    { read, write }: Translation<M>,
    { model, signal, retrieves = false }: LiveCall = {},
  ): Promise<readonly M[]> {
    try {
      // The framework may change its list while this runs.
      const own = messages.slice();
      const given = own.map((message) => read(message));
      const { messages: sent } = await this.#session.compress(given, {
        ...this.#options({ signal, retrieves }),
        ...(typeof model === 'string' && { model }),
        ...(retrieves && this.#pruning !== 'off' && { pruning: this.#pruning }),
      });
      return sent.map((message, at) => (message === given[at] ? own[at]! : write(own[at]!, message)));
    } catch {
      return messages;
    }
  }

  /** Returns the body to send, compressed exactly, or the given body if it cannot be compressed. Never fails. */
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
