import { ask } from '../ask/index.js';
import {
  argument,
  COUNT,
  errorOf,
  FLAG,
  HeadroomError,
  LIST,
  lookAt,
  optionsOf,
  SIGNAL,
  TEXT,
  type Checks,
} from '../errors/index.js';
import type { Stats } from '../headroom/index.js';
import type { Message } from '../providers/index.js';
import { handleToolCall, type ToolResult } from '../tool/index.js';
import { figuresIn, partIn, resultIn, unchanged, type RemotePart, type RemoteResult } from './answer.js';
import { remoteOptions, type RemoteOptions } from './options.js';

/** Options for one conversation. The server has the other settings. */
export interface RemoteCompressOptions {
  /** The model that reads the messages. */
  model?: string;
  /** The first N messages stay unchanged. */
  frozenMessageCount?: number;
  /**
   * Whether the proxy may also elide, and keep the originals in its store. Set it if the model has the tool
   * `headroom_retrieve`, whose calls {@link RemoteHeadroom.handleToolCall} answers, in every call for a conversation.
   * A proxy without a store elides nothing. Default: false.
   */
  elide?: boolean;
  /** Cancels the work. The promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** Selects a part of an original. */
export interface RemoteRetrieveOptions {
  /** Words to search for. Default: the whole text, from its start. */
  query?: string;
  signal?: AbortSignal;
}

/** The options of {@link RemoteHeadroom.proxyStats}. */
export interface RemoteStatsOptions {
  signal?: AbortSignal;
}

const COMPRESS: Checks<RemoteCompressOptions> = {
  model: TEXT,
  frozenMessageCount: COUNT,
  elide: FLAG,
  signal: SIGNAL,
};
const STATS: Checks<RemoteStatsOptions> = { signal: SIGNAL };
const RETRIEVE: Checks<RemoteRetrieveOptions> = { query: TEXT, signal: SIGNAL };
/** An answer is as long as its request, plus this. */
const ANSWER_BYTES = 2 ** 20;
/** The maximum length of an original that is fetched. */
const ORIGINAL_BYTES = 2 ** 26;
/** The maximum length of statistics. */
const FIGURES_BYTES = 2 ** 24;

/**
 * The engine of a server that several programs share, which is a proxy of this package. It has the methods of
 * `Headroom` that a server answers, and loads no engine itself. If the server cannot be reached, `compress` returns
 * the original messages.
 *
 * @example
 * ```ts
 * import { RemoteHeadroom } from '@headroom/native/remote';
 *
 * // Without the server the originals come back: `fallback` is on by default.
 * const headroom = new RemoteHeadroom({ baseUrl: 'http://127.0.0.1:9', retries: 0 });
 * const { messages: sent } = await headroom.compress(history);
 * console.log(sent.length === history.length); // true
 * ```
 */
export class RemoteHeadroom {
  readonly #options: ReturnType<typeof remoteOptions>;
  readonly #stats = { requests: 0, tokensBefore: 0, tokensAfter: 0 };
  #fallbacks = 0;

  /** @throws `ConfigurationError` for an unknown option, a value of the wrong type, and a missing `baseUrl`. */
  constructor(options: RemoteOptions) {
    this.#options = remoteOptions(options);
  }

  /**
   * Compresses the tool results of messages. The result has the same shape. If the server cannot be reached,
   * `failure` has the reason, and the messages are the original ones.
   *
   * @throws `ConfigurationError` for an unknown option or a value of the wrong type; without `fallback`, the failure.
   */
  async compress<M extends Message>(messages: readonly M[], options?: RemoteCompressOptions): Promise<RemoteResult<M>> {
    const { model, frozenMessageCount, elide, signal } = optionsOf(options, COMPRESS);
    argument('messages', messages, LIST);
    const config = { frozen_message_count: frozenMessageCount, elide };
    const body = jsonOf({ messages, model, config });
    // The caller may change the list while this runs.
    const given = lookAt('messages', () => Array.from(messages));
    if (signal?.aborted) throw signal.reason;
    try {
      const maxBytes = 2 * Buffer.byteLength(body) + ANSWER_BYTES;
      const answer = await ask(this.#options, { path: '/v1/compress', body, signal, maxBytes });
      return this.#counted(resultIn(answer, given));
    } catch (error) {
      if (signal?.aborted || !this.#options.fallback || !HeadroomError.isInstance(error)) throw error;
      this.#fallbacks += 1;
      return this.#counted(unchanged(given, error));
    }
  }

  /**
   * Retrieves an elided text or a part of it, by the handle in the marker.
   *
   * @throws `HeadroomError` with a code: `retrieve/unknown` if the server does not have it, or else the code of the
   * failure.
   */
  async retrieve(handle: string, options?: RemoteRetrieveOptions): Promise<RemotePart> {
    const { query, signal } = optionsOf(options, RETRIEVE);
    argument('handle', handle, TEXT);
    return this.#part(handle, { query }, signal);
  }

  async #part(handle: string, part: object, signal?: AbortSignal): Promise<RemotePart> {
    const body = JSON.stringify({ ...part, hash: handle });
    if (signal?.aborted) throw signal.reason;
    try {
      return partIn(await ask(this.#options, { path: '/v1/retrieve', body, signal, maxBytes: ORIGINAL_BYTES }));
    } catch (error) {
      const { status, message } = error as { status?: number; message: string };
      throw status === 404 ? errorOf('retrieve/unknown', message) : error;
    }
  }

  /**
   * Answers a call of `headroom_retrieve`, in the shape of the call. Undefined for a call of another tool. Errors are
   * told to the model and never thrown.
   */
  async handleToolCall<C>(call: C): Promise<ToolResult<C> | undefined> {
    return handleToolCall((handle, ask) => this.#part(handle, ask), call);
  }

  /** The totals so far. `fallbacks` counts requests that returned the original messages. */
  stats(): Stats & { fallbacks: number } {
    const { tokensBefore, tokensAfter } = this.#stats;
    return { ...this.#stats, tokensSaved: tokensBefore - tokensAfter, fallbacks: this.#fallbacks };
  }

  /**
   * The statistics of the server over all of its clients, as its route `/stats` has them.
   *
   * @throws `HeadroomError` with a code if the server cannot be reached, and `ConfigurationError` for an unknown option.
   */
  async proxyStats(options?: RemoteStatsOptions): Promise<Readonly<Record<string, unknown>>> {
    const { signal } = optionsOf(options, STATS);
    if (signal?.aborted) throw signal.reason;
    return figuresIn(await ask(this.#options, { path: '/stats', signal, maxBytes: FIGURES_BYTES }));
  }

  #counted<M extends Message>(result: RemoteResult<M>): RemoteResult<M> {
    this.#stats.requests += 1;
    this.#stats.tokensBefore += result.tokensBefore;
    this.#stats.tokensAfter += result.tokensAfter;
    return result;
  }
}

/** The maximum number of values in one conversation. A list may claim to be longer than memory. */
const MAX_VALUES = 1 << 21;

function jsonOf(request: object): string {
  let left = MAX_VALUES;
  return lookAt('messages', () =>
    JSON.stringify(request, (_, value: unknown) => {
      if ((left -= 1) < 0) throw new Error(`more than ${MAX_VALUES} values`);
      return value;
    }),
  );
}
