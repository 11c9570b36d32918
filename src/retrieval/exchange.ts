// A conversation from its request to the response that is the caller's.
import { ConfigurationError, LIST, lookAt } from '../errors/index.js';
import { Snapshot, type CompressOptions } from '../headroom/index.js';
import { attempt, summed, type Fields, type Message, type Reply } from '../providers/index.js';
import { idOfCall, isOwnCall, resultOf, withRetrieveTool, type ToolShape } from '../tool/index.js';
import { untilAborted } from './abort.js';
import { providerFor, type Speaking } from './provider.js';
import type { MessageOf, Retrieval, RetrievalOptions, SendOptions } from './options.js';
import { answerOwn } from './own.js';

/** How often calls are answered unless it is said. */
const ROUNDS = 3;

/** What was said since the request, and what is to be sent next. */
export class Exchange<Q extends object> {
  readonly provider: Speaking;
  /** What is handed on to those who work for us. */
  readonly passed: SendOptions;
  readonly #options: RetrievalOptions<Q>;
  readonly #compress: CompressOptions;
  readonly #request: Fields;
  /** Its messages as they were when it was given. */
  readonly #first: Snapshot<Message>;
  /** Whether it has a text in their place. */
  readonly #isText: boolean;
  readonly #added: Message[] = [];
  readonly #rounds: { usage: Fields | undefined }[] = [];
  #left: number;
  #usage: Fields | undefined;
  /** How many of those that were added the provider has seen. */
  #seen = 0;
  #results: readonly object[] = [];
  #resolved: readonly string[] = [];
  #ended: Retrieval['ended'] = 'unread';

  /** @throws `ConfigurationError` for options that cannot be. */
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

  /** Whether calls of ours in the next response will be answered. */
  get answers(): boolean {
    return this.#left > 0;
  }

  /** Whether those of other tools beside them will, too. */
  get answersOthers(): boolean {
    return this.#options.callTool !== undefined;
  }

  /** What the rounds so far used. */
  get usage(): Fields | undefined {
    return this.#usage;
  }

  /** The request to send. */
  async next(): Promise<Q> {
    const { headroom, signal } = this.#options;
    const { list } = this.provider.messages;
    if (signal?.aborted) throw signal.reason;
    // A prompt that is no list has nothing to compress.
    if (this.#isText && this.#added.length === 0) return this.#request as Q;
    await this.#first.ready;
    const first = this.#first.messages;
    const { messages } = await headroom.compress([...first, ...this.#added], this.#compress);
    const isKept = this.#rounds.length > 0 && this.provider.dialogue.keeps?.(this.#request) === true;
    return { ...this.#request, [list]: isKept ? messages.slice(first.length + this.#seen) : messages } as Q;
  }

  /** What can be read of a response; nothing where looking at it throws. */
  read(response: unknown): Reply | undefined {
    return attempt(() => this.provider.dialogue.read(response));
  }

  /** Takes a response. True: its calls were answered, and there is more to send. */
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

  /** What came of it. */
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
        '`callTool` gives the result in the shape of the provider; a text will do where a function is called',
        'callTool',
      );
    return written;
  }
}
