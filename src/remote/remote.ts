import {
  argument,
  COUNT,
  errorOf,
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
import { partIn, resultIn, unchanged, type RemotePart, type RemoteResult } from './answer.js';
import { remoteOptions, type RemoteOptions } from './options.js';
import { ask } from './request.js';

/** How a conversation is compressed. The server has the settings. */
export interface RemoteCompressOptions {
  /** The model that reads the messages. */
  model?: string;
  /** The first N messages stay as they are. */
  frozenMessageCount?: number;
  /** Ends the work; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** Which part of an original is fetched. */
export interface RemoteRetrieveOptions {
  /** Words to look for. Default: the whole text, from its start. */
  query?: string;
  signal?: AbortSignal;
}

const COMPRESS: Checks<RemoteCompressOptions> = { model: TEXT, frozenMessageCount: COUNT, signal: SIGNAL };
const RETRIEVE: Checks<RemoteRetrieveOptions> = { query: TEXT, signal: SIGNAL };
/** An answer is as long as its request, and says some more. */
const ANSWER_BYTES = 2 ** 20;
/** The longest original that is fetched. */
const ORIGINAL_BYTES = 2 ** 26;

/**
 * The engine of a server that several programs share: a proxy of this package. It has the methods of `Headroom` that a server answers, and loads no engine itself. Where the server
 * cannot be reached, `compress` gives the original messages.
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
   * The messages with the results of tools compressed, in the same shape. Where the server cannot be reached, `failure` says why, and the messages are the original ones.
   *
   * @throws `ConfigurationError` for an unknown option or a value of the wrong type; without `fallback`, the failure.
   */
  async compress<M extends Message>(messages: readonly M[], options?: RemoteCompressOptions): Promise<RemoteResult<M>> {
    const { model, frozenMessageCount: frozen, signal } = optionsOf(options, COMPRESS);
    argument('messages', messages, LIST);
    const config = frozen === undefined ? undefined : { frozen_message_count: frozen };
    const body = jsonOf({ messages, model, config });
    // The caller may change the list meanwhile.
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
   * A text that something was left out of, or a part of it, by the handle in the marker.
   *
   * @throws `HeadroomError` whose code says why there is none: `retrieve/unknown` where the server does not have it, else that of the failure.
   */
  async retrieve(handle: string, options?: RemoteRetrieveOptions): Promise<RemotePart> {
    const { query, signal } = optionsOf(options, RETRIEVE);
    argument('handle', handle, TEXT);
    const body = JSON.stringify({ hash: handle, query });
    if (signal?.aborted) throw signal.reason;
    try {
      return partIn(await ask(this.#options, { path: '/v1/retrieve', body, signal, maxBytes: ORIGINAL_BYTES }));
    } catch (error) {
      const { status, message } = error as { status?: number; message: string };
      throw status === 404 ? errorOf('retrieve/unknown', message) : error;
    }
  }

  /** The result of a call of `headroom_retrieve`, in the shape of the call; nothing where another tool is called. The model is told what goes wrong: nothing is thrown. */
  async handleToolCall<C>(call: C): Promise<ToolResult<C> | undefined> {
    const retrieve = async (handle: string, { query }: { readonly query?: unknown }): Promise<RemotePart> =>
      this.retrieve(handle, typeof query === 'string' ? { query } : {});
    return handleToolCall(retrieve, call);
  }

  /** What was done so far. `fallbacks`: requests whose messages are the original ones. */
  stats(): Stats & { fallbacks: number } {
    const { tokensBefore, tokensAfter } = this.#stats;
    return { ...this.#stats, tokensSaved: tokensBefore - tokensAfter, fallbacks: this.#fallbacks };
  }

  #counted<M extends Message>(result: RemoteResult<M>): RemoteResult<M> {
    this.#stats.requests += 1;
    this.#stats.tokensBefore += result.tokensBefore;
    this.#stats.tokensAfter += result.tokensAfter;
    return result;
  }
}

/** Values in one conversation. A list may claim to be longer than memory. */
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
