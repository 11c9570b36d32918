import { ANY, ConfigurationError, FLAG, FUNCTION, OBJECT, optionsOf, SIGNAL, type Check } from '../errors/index.js';
import type { CompressOptions, Headroom } from '../headroom/index.js';
import type { ToolShape } from '../tool/index.js';

/** What is handed to `send` and `callTool` beside what they work on, to be passed on: SDKs take it as it is. */
export interface SendOptions {
  signal?: AbortSignal;
}

/** What a conversation with retrieval needs. `Q`: a provider's request. */
export interface RetrievalOptions<Q extends object> {
  /** Compresses the messages, and knows what was left out of them. */
  headroom: Pick<Headroom, 'compress' | 'handleToolCall'>;
  /** The request as it would be sent without this: of Anthropic Messages, OpenAI Chat or Responses, Gemini, or Bedrock Converse. It is not changed. */
  request: Q;
  /**
   * How often calls are answered and the request is sent again, at most. Default: 3. In each round at most 128 calls are answered, with at most 256 KiB together;
   * the others are told to ask again.
   */
  rounds?: number;
  /**
   * Whether `headroom_retrieve` is added to the tools of the request. Default: true. Tools come before messages in a prompt cache, so it is among a
   * conversation's tools from its first request on, or never: set this to false for a conversation that began without it.
   */
  tools?: boolean;
  /** The request's shape, where that cannot be told. */
  shape?: ToolShape;
  /** How messages are compressed, beside what is set for the instance. */
  compress?: Omit<CompressOptions, 'signal'>;
  /**
   * Answers a call of another tool that stands beside a retrieval, in the shape it came in, with its result in the provider's shape or as a text; then the
   * conversation goes on. Without it the response is yours at that point.
   */
  callTool?: (
    // biome-ignore lint/suspicious/noExplicitAny: callers look into the call's arguments, whose shape is their tool's
    call: Readonly<Record<string, any>>,
    options: SendOptions,
  ) => object | string | PromiseLike<object | string>;
  /** Ends it: what is awaited is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** Where requests have their messages. */
type Lists = 'messages' | 'input' | 'contents';
/** A message of a provider's request: what its list of them holds. */
export type MessageOf<Q> = [Extract<keyof Q, Lists>] extends [never] ? object : ItemOf<Q[Extract<keyof Q, Lists>]>;
/** A prompt may also be a text, or a single message. */
type ItemOf<L> = L extends readonly (infer M)[] ? (M extends object ? M : never) : never;

/** What came of it. `Q`: the provider's request. */
export interface Retrieval<Q extends object = object> {
  /**
   * Why it ended: `answered`, the model asks for nothing more of ours; `mixed`, it calls other tools, too; `rounds`, it still asks after the last round;
   * `unread`, the response is of no shape that is known, or a stream broke off.
   */
  readonly ended: 'answered' | 'mixed' | 'rounds' | 'unread';
  /** What the conversation has become longer by, uncompressed: each response, the last one as well, and the results between them. */
  readonly added: readonly MessageOf<Q>[];
  /** Results of our calls in the last response, where it is yours to answer: to be sent with those of the other tools. */
  readonly results: readonly object[];
  /** The ids of the calls that those belong to. */
  readonly resolved: readonly string[];
  /** What all rounds used together, in the provider's own fields. */
  readonly usage: Readonly<Record<string, unknown>> | undefined;
  /** What each of them used. */
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

/** The options, each looked at once. @throws `ConfigurationError` for an unknown one, a value of the wrong type, and where one is missing that there has to be. */
// biome-ignore lint/suspicious/noExplicitAny: options of any provider
export function retrievalOptions<O extends RetrievalOptions<any> & { send: unknown }>(options: O): O {
  const own = optionsOf<object>(options, CHECKS) as O;
  for (const name of ['headroom', 'request', 'send'] as const)
    if (own[name] === undefined) throw new ConfigurationError(`option \`${name}\` is required`, name);
  return own;
}
