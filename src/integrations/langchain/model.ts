// Wraps chat models of LangChain so that they compress what they send, for chains and for agents without middleware.
import { argument, OBJECT, type Check } from '../../errors/index.js';
import type { Headroom } from '../../headroom/index.js';
import { LiveConversations } from '../live.js';
import { headroomOf, marked } from '../mark.js';
import { headroomFrom, type IntegrationOptions } from '../options.js';
import { translation, type LangChainMessage } from './messages.js';

/** A chat model that compresses what it sends. */
export type CompressedChatModel<T> = T & {
  /** The instance that compresses. It has the figures. */
  readonly headroom: Headroom;
};

type Messages = readonly LangChainMessage[];
interface CallOptions {
  readonly signal?: AbortSignal;
}

/** The methods by which a chat model calls its provider. */
interface ChatModel {
  _generate(messages: Messages, options?: CallOptions, ...rest: unknown[]): Promise<unknown>;
  _streamResponseChunks?(messages: Messages, options?: CallOptions, ...rest: unknown[]): AsyncGenerator<unknown>;
  _streamChatModelEvents?(messages: Messages, options?: CallOptions, ...rest: unknown[]): AsyncGenerator<unknown>;
}

const MODEL: Check = {
  wanted: 'a chat model of LangChain',
  fits: (value) => OBJECT.fits(value) && typeof (value as ChatModel)._generate === 'function',
};
const STREAMS = ['_streamResponseChunks', '_streamChatModelEvents'] as const;
/** Methods that may return another chat model, with settings bound to it. */
const BINDERS = ['bindTools', 'withConfig'] as const;

/**
 * A chat model that compresses the messages that it sends, without loss. It has the class, methods and types of the
 * given model, which is not changed. A model that compresses already is returned unchanged.
 *
 * @throws `ConfigurationError` for another value, an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { compressedChatModel } from '@headroom/native/langchain';
 *
 * const model = compressedChatModel(new ChatAnthropic({ model: 'claude-sonnet-5' }));
 * ```
 */
export function compressedChatModel<T extends object>(model: T, options?: IntegrationOptions): CompressedChatModel<T> {
  argument('model', model, MODEL);
  const headroom = headroomFrom(options);
  return headroomOf(model)
    ? (model as CompressedChatModel<T>)
    : wrapped(model as T & ChatModel, new LiveConversations(headroom));
}

function wrapped<T extends ChatModel>(model: T, live: LiveConversations): CompressedChatModel<T> {
  const copy = Object.create(model) as T & { -readonly [Name in keyof ChatModel]: ChatModel[Name] };
  const compress = (messages: Messages, { signal }: CallOptions = {}): Promise<Messages> =>
    live.compress(messages, translation(), { signal });
  copy._generate = async (messages, ...rest) => model._generate.call(copy, await compress(messages, rest[0]), ...rest);
  for (const name of STREAMS) {
    const stream = model[name];
    if (typeof stream !== 'function' || isStub(model, name)) continue;
    copy[name] = async function* (messages, ...rest) {
      yield* stream.call(copy, await compress(messages, rest[0]), ...rest);
    };
  }
  for (const name of BINDERS) {
    const bind = (model as Record<string, unknown>)[name];
    if (typeof bind !== 'function') continue;
    Object.defineProperty(copy, name, {
      value: (...args: unknown[]) => {
        const bound: unknown = bind.apply(copy, args);
        return MODEL.fits(bound) && !headroomOf(bound) ? wrapped(bound as ChatModel, live) : bound;
      },
    });
  }
  return marked(
    Object.defineProperty(copy, 'headroom', { value: live.headroom }),
    live.headroom,
  ) as CompressedChatModel<T>;
}

/**
 * True if a method is that of LangChain's base class. The base class compares methods in this way, and then does not
 * stream.
 */
function isStub(model: object, name: string): boolean {
  for (let at: object | null = model; at; at = Object.getPrototypeOf(at))
    if (Object.hasOwn(at, '_generateUncached'))
      return (at as Record<string, unknown>)[name] === (model as Record<string, unknown>)[name];
  return false;
}
