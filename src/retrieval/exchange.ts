// A conversation from the first request to the response that the caller gets.
import { ConfigurationError, LIST, lookAt } from '../errors/index.js';
import { Snapshot, type CompressOptions } from '../headroom/index.js';
import { attempt, summed, type Fields, type Message, type Reply } from '../providers/index.js';
import { idOfCall, isOwnCall, resultOf, withRetrieveTool, type ToolShape } from '../tool/index.js';
import { untilAborted } from './abort.js';
import { providerFor, type Speaking } from './provider.js';
import type { MessageOf, Retrieval, RetrievalOptions, SendOptions } from './options.js';
import { answerOwn } from './own.js';

/** Default number of rounds. */
const ROUNDS = 3;

/** Collects the messages of a conversation since its request, and makes the next request. */
export class Exchange<Q extends object> {
  readonly provider: Speaking;
  /** Options for `send` and `callTool`. */
  readonly passed: SendOptions;
  readonly #options: RetrievalOptions<Q>;
  readonly #compress: CompressOptions;
  readonly #request: Fields;
  /** A copy of the request's messages. The caller may change them meanwhile. */
  readonly #first: Snapshot<Message>;
  /** Whether the request has a string in place of a list of messages. */
  readonly #isText: boolean;
  readonly #added: Message[] = [];
  readonly #rounds: { usage: Fields | undefined }[] = [];
  #left: number;
  #usage: Fields | undefined;
  /** The number of added messages that the provider has seen. */
  #seen = 0;
  #results: readonly object[] = [];
  #resolved: readonly string[] = [];
  #ended: Retrieval['ended'] = 'unread';

  /** @throws `ConfigurationError` for a request in an unknown shape. */
  constructor(options: RetrievalOptions<Q>) {
    const { compress, rounds = ROUNDS, tools = true, shape, signal } = options;
    const request = lookAt('request', () => ({ ...options.request }));
    this.provider = lookAt('request', () => providerFor(request, shape));
    this.#options = options;
    this.#request = (tools ? withRetrieveTool(request, this.provider.name as ToolShape) : request) as Fields;
    const { messages, dialogue } = this.provider;
    const given = this.#request[messages.list];
    this.#isText = messages.list !== 'messages' && !LIST.fits(given);
    this.#first = Snapshot.take(lookAt('request', () => dialogue.messagesIn?.(given) ?? (given as readonly Message[])));
    this.#left = rounds;
    this.passed = signal ? { signal } : {};
    this.#compress = lookAt('option `compress`', () => ({ ...compress, ...this.passed }), 'compress');
  }

  /** Whether calls of `headroom_retrieve` in the next response will be answered. */
  get answers(): boolean {
    return this.#left > 0;
  }

  /** Whether calls of other tools beside them will be answered, too. */
  get answersOthers(): boolean {
    return this.#options.callTool !== undefined;
  }

  /** The usage of all rounds so far. */
  get usage(): Fields | undefined {
    return this.#usage;
  }

  /** The request to send. */
  async next(): Promise<Q> {
    const { headroom, signal } = this.#options;
    const { list } = this.provider.messages;
    if (signal?.aborted) throw signal.reason;
    // A prompt that is a string has no tool results.
    if (this.#isText && this.#added.length === 0) return this.#request as Q;
    await this.#first.ready;
    const first = this.#first.messages;
    const { messages } = await headroom.compress([...first, ...this.#added], this.#compress);
    const isKept = this.#rounds.length > 0 && this.provider.dialogue.keeps?.(this.#request) === true;
    return { ...this.#request, [list]: isKept ? messages.slice(first.length + this.#seen) : messages } as Q;
  }

  /** Reads a response; undefined if it has an unknown shape, or reading it throws. */
  read(response: unknown): Reply | undefined {
    return attempt(() => this.provider.dialogue.read(response));
  }

  /** Takes a response and answers its calls. @returns whether there is another request to send. */
  async hear(reply: Reply | undefined): Promise<boolean> {
    this.#rounds.push({ usage: reply?.usage });
    this.#usage = attempt(() => summed(this.#usage, reply?.usage)) ?? this.#usage;
    if (!reply) return false;
    this.#added.push(...reply.messages);
    this.#seen = this.#added.length;
    const own = reply.waits ? reply.calls.filter(isOwnCall) : [];
    this.#ended = 'answered';
    if (own.length === 0) return false;
    const isMixed = own.length < reply.calls.length && !this.answersOthers;
    if (isMixed || !this.answers) {
      this.#ended = isMixed ? 'mixed' : 'rounds';
      this.#results = await this.#answer(own);
      this.#resolved = own.map(idOfCall).filter((id) => id !== undefined);
      return false;
    }
    this.#left -= 1;
    this.#added.push(...this.provider.dialogue.answer(await this.#answer(reply.calls)));
    return true;
  }

  /** The result of the conversation so far. */
  outcome(): Retrieval<Q> {
    return {
      ended: this.#ended,
      added: this.#added as MessageOf<Q>[],
      results: this.#results,
      resolved: this.#resolved,
      usage: this.#usage,
      rounds: this.#rounds,
    };
  }

  #answer(calls: readonly Fields[]): Promise<object[]> {
    const { headroom, signal } = this.#options;
    const own = answerOwn(headroom, calls.filter(isOwnCall), signal);
    const answered = calls.map(async (call) => (isOwnCall(call) ? (await own).get(call)! : this.#callTool(call)));
    return untilAborted(Promise.all(answered), signal);
  }

  async #callTool(call: Fields): Promise<object> {
    const result = await this.#options.callTool!(call, this.passed);
    const written = typeof result === 'string' ? resultOf(call, result) : result;
    if (typeof written !== 'object' || written === null)
      throw new ConfigurationError(
        '`callTool` must return a result in the shape of the provider, or a string as the result of a function call',
        'callTool',
      );
    return written;
  }
}
