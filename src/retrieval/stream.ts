import { ConfigurationError } from '../errors/index.js';
import { isRecord } from '../providers/index.js';
import { following, untilAborted } from './abort.js';
import { Exchange } from './exchange.js';
import { Gate } from './gate.js';
import { retrievalOptions, type Retrieval, type RetrievalOptions, type SendOptions } from './options.js';

/** The events of all rounds, merged into one response. */
export interface RetrievalStream<E, Q extends object = object> extends AsyncIterable<E, void, undefined> {
  /** The result; undefined until the stream has been read to its end. */
  readonly outcome: Retrieval<Q> | undefined;
}

type Send<Q, E> = (request: Q, options: SendOptions) => AsyncIterable<E> | PromiseLike<AsyncIterable<E>>;

/**
 * As {@link runWithRetrieval}, for streams. It gives the events that one request could have had. Text is passed on as
 * it comes. Calls that are answered here, and the events between two responses, are held back. The usage at the end is
 * that of all rounds. Nothing is sent before the stream is read, and the request is aborted if reading stops.
 *
 * @param options - `send` sends a request and returns the stream of the provider's SDK: Anthropic's
 * `MessageStreamEvent`s, OpenAI's `ChatCompletionChunk`s or `ResponseStreamEvent`s, Gemini's
 * `GenerateContentResponse`s, Bedrock's `ConverseStreamOutput`s.
 *
 * @example
 * ```ts no-run
 * import Anthropic from '@anthropic-ai/sdk';
 * import { Headroom } from '@headroom/native';
 * import { streamWithRetrieval } from '@headroom/native/retrieval';
 *
 * const client = new Anthropic();
 * const stream = streamWithRetrieval({
 *   headroom: new Headroom({ store: true }),
 *   request: { model, max_tokens: 1024, messages, stream: true },
 *   send: (request, options) => client.messages.create(request, options),
 * });
 * for await (const event of stream) console.log(event.type);
 * ```
 */
export function streamWithRetrieval<Q extends object, E extends object>(
  options: RetrievalOptions<Q> & { send: Send<Q, E> },
): RetrievalStream<E, Q> {
  const own = retrievalOptions(options);
  const exchange = new Exchange(own);
  let outcome: Retrieval<Q> | undefined;
  const events = follow(exchange, own, () => (outcome = exchange.outcome()));
  return {
    get outcome() {
      return outcome;
    },
    [Symbol.asyncIterator]: () => events,
  };
}

async function* follow<Q extends object, E extends object>(
  exchange: Exchange<Q>,
  { send, signal }: { send: Send<Q, E>; signal?: AbortSignal },
  done: () => void,
): AsyncGenerator<E, void, undefined> {
  const listener = exchange.provider.stream?.listen();
  if (!listener)
    throw new ConfigurationError(
      `streaming is not supported for ${exchange.provider.name}: use \`runWithRetrieval\``,
      'request',
    );
  for (;;) {
    const events = await openStream(send(await exchange.next(), exchange.passed), signal);
    listener.begin(new Gate(exchange.answers, exchange.answersOthers), exchange.usage);
    for await (const event of following(events, signal)) {
      if (isRecord(event)) yield* listener.take(event) as Iterable<E>;
      else yield event;
    }
    if (await exchange.hear(listener.reply())) continue;
    done();
    yield* listener.rest() as Iterable<E>;
    return;
  }
}

/** Waits for the stream of a request. A stream that arrives after an abort is closed. */
async function openStream<E>(
  opening: AsyncIterable<E> | PromiseLike<AsyncIterable<E>>,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<E>> {
  let events: AsyncIterable<E>;
  try {
    events = await untilAborted(opening, signal);
  } catch (error) {
    Promise.resolve(opening)
      .then((late) => late[Symbol.asyncIterator]().return?.())
      .catch(() => undefined);
    throw error;
  }
  if (typeof events?.[Symbol.asyncIterator] !== 'function')
    throw new ConfigurationError('`send` must return a stream of events', 'send');
  return events;
}
