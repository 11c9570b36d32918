import { ANY, ConfigurationError, FLAG, FUNCTION, OBJECT, optionsOf, SIGNAL, type Check } from '../errors/index.js';
import type { CompressOptions, Headroom } from '../headroom/index.js';
import type { ToolShape } from '../tool/index.js';

/** The second argument of `send` and `callTool`. Pass it to the SDK, which accepts it unchanged. */
export interface SendOptions {
  signal?: AbortSignal;
}

/** The options of a conversation with retrieval. `Q`: a provider's request. */
export interface RetrievalOptions<Q extends object> {
  /** Compresses the messages, and has the store with their originals. */
  headroom: Pick<Headroom, 'compress' | 'handleToolCall'>;
  /**
   * The request as it would be sent without compression, for Anthropic Messages, OpenAI Chat Completions or Responses,
   * Gemini, or Bedrock Converse. It is not changed.
   */
  request: Q;
  /**
   * Maximum number of times that calls are answered and the request is sent again. Default: 3. A round answers at most
   * 128 calls, with at most 256 KiB in total. The results of further calls ask the model to call again.
   */
  rounds?: number;
  /**
   * Whether `headroom_retrieve` is added to the tools of the request. Default: true. Tools come before messages in a
   * prompt cache, so adding a tool later invalidates the cache: set this to false for a conversation that began
   * without the tool.
   */
  tools?: boolean;
  /** The shape of the request, if the request does not show it. */
  shape?: ToolShape;
  /** Options for `compress`, in addition to those of the instance. */
  compress?: Omit<CompressOptions, 'signal'>;
  /**
   * Answers a call of another tool in the same response as a retrieval, so that the conversation can continue. It gets
   * the call in the provider's shape, and returns the result in that shape, or as a string. Without it, a response with
   * calls of other tools ends the run, and those calls are yours to answer.
   */
  callTool?: (
    // biome-ignore lint/suspicious/noExplicitAny: callers look into the call's arguments, whose shape is their tool's
    call: Readonly<Record<string, any>>,
    options: SendOptions,
  ) => object | string | PromiseLike<object | string>;
  /** Cancels the conversation: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** The fields in which requests have their messages. */
type Lists = 'messages' | 'input' | 'contents';
/** The type of the messages in a provider's request. */
export type MessageOf<Q> = [Extract<keyof Q, Lists>] extends [never] ? object : ItemOf<Q[Extract<keyof Q, Lists>]>;
/** The list may be one of several types: a prompt may also be a string, or a single message. */
type ItemOf<L> = L extends readonly (infer M)[] ? (M extends object ? M : never) : never;

/** The result of a conversation with retrieval. `Q`: the provider's request. */
export interface Retrieval<Q extends object = object> {
  /**
   * Why it ended. `answered`: the model makes no more calls of `headroom_retrieve`. `mixed`: it calls other tools in
   * the same response, and there is no `callTool`. `rounds`: it still calls after the last round. `unread`: the
   * response has an unknown shape, or its stream broke off.
   */
  readonly ended: 'answered' | 'mixed' | 'rounds' | 'unread';
  /**
   * The messages to append to the conversation, uncompressed: every response, including the last one, and the results
   * between them.
   */
  readonly added: readonly MessageOf<Q>[];
  /**
   * The results of calls of `headroom_retrieve` in the last response, if that has calls for you to answer. Send them
   * together with your results.
   */
  readonly results: readonly object[];
  /** The ids of the calls that `results` answers. */
  readonly resolved: readonly string[];
  /** The usage of all rounds together, in the provider's own fields. */
  readonly usage: Readonly<Record<string, unknown>> | undefined;
  /** The usage of each round. */
  readonly rounds: readonly { readonly usage: Readonly<Record<string, unknown>> | undefined }[];
}

const HEADROOM: Check = {
  wanted: 'an instance of Headroom',
  fits: (value) =>
    OBJECT.fits(value) &&
    typeof (value as Headroom).compress === 'function' &&
    typeof (value as Headroom).handleToolCall === 'function',
};
const ROUNDS: Check = { wanted: 'a whole number', fits: (value) => Number.isInteger(value) && (value as number) >= 0 };
const CHECKS = {
  headroom: HEADROOM,
  request: OBJECT,
  rounds: ROUNDS,
  tools: FLAG,
  shape: ANY,
  compress: OBJECT,
  callTool: FUNCTION,
  signal: SIGNAL,
  send: FUNCTION,
};

/**
 * The options, each read once.
 *
 * @throws `ConfigurationError` for an unknown option, a value of the wrong type, or a missing required option.
 */
// biome-ignore lint/suspicious/noExplicitAny: options of any provider
export function retrievalOptions<O extends RetrievalOptions<any> & { send: unknown }>(options: O): O {
  const own = optionsOf<object>(options, CHECKS) as O;
  for (const name of ['headroom', 'request', 'send'] as const)
    if (own[name] === undefined) throw new ConfigurationError(`option \`${name}\` is required`, name);
  return own;
}
