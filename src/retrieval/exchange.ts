// A conversation from its request to the response that is the caller's.
import { ConfigurationError } from '../engine/index.js';
import type { Fields, Message } from '../providers/index.js';
import { idOfCall, isOwnCall, resultOf, withRetrieveTool } from '../tool/index.js';
import { untilAborted } from './abort.js';
import type { Dialogue, Reply } from './dialogue.js';
import type { Retrieval, RetrievalOptions, SendOptions } from './options.js';
import { answerOwn } from './own.js';
import { dialogueOf } from './registry.js';
import { summed } from './usage.js';

/** How often calls are answered unless it is said. */
const ROUNDS = 3;

/** What was said since the request, and what is to be sent next. */
export class Exchange<Q extends object> {
  readonly dialogue: Dialogue;
  /** What is handed on to those who work for us. */
  readonly passed: SendOptions;
  readonly #options: RetrievalOptions<Q>;
  readonly #request: Fields;
  readonly #added: Message[] = [];
  readonly #rounds: { usage: Fields | undefined }[] = [];
  #left: number;
  #usage: Fields | undefined;
  /** How many of those that were added the provider has seen. */
  #seen = 0;
  #results: readonly object[] = [];
  #resolved: readonly string[] = [];
  #ended: Retrieval['ended'] = 'unread';

  /** @throws {@link ConfigurationError} for options that cannot be. */
  constructor(options: RetrievalOptions<Q>) {
    const { request, rounds = ROUNDS, tools = true, shape, signal } = options;
    if (!Number.isInteger(rounds) || rounds < 0) throw new ConfigurationError('option `rounds`: a whole number', 'rounds');
    this.dialogue = dialogueOf(request, shape);
    this.#options = options;
    this.#request = (tools ? withRetrieveTool(request, this.dialogue.shape) : request) as Fields;
    this.#left = rounds;
    this.passed = signal ? { signal } : {};
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
    const { headroom, compress, signal } = this.#options;
    const { key } = this.dialogue;
    const given = this.#request[key];
    signal?.throwIfAborted();
    // A prompt that is no list has nothing to compress.
    if (!Array.isArray(given) && this.#added.length === 0 && key !== 'messages') return this.#request as Q;
    const first = this.dialogue.messagesIn(given);
    const { messages } = await headroom.compress([...first, ...this.#added], { ...compress, ...this.passed });
    const isKept = this.#rounds.length > 0 && this.dialogue.keeps?.(this.#request) === true;
    return { ...this.#request, [key]: isKept ? messages.slice(first.length + this.#seen) : messages } as Q;
  }

  /** Takes a response. True: its calls were answered, and there is more to send. */
  async hear(reply: Reply | undefined): Promise<boolean> {
    this.#rounds.push({ usage: reply?.usage });
    this.#usage = summed(this.#usage, reply?.usage);
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
    this.#added.push(...this.dialogue.answer(await this.#answer(reply.calls)));
    return true;
  }

  /** What came of it. */
  outcome(): Retrieval {
    return { ended: this.#ended, added: this.#added, results: this.#results, resolved: this.#resolved, usage: this.#usage, rounds: this.#rounds };
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
    if (typeof written !== 'object' || written === null) throw new ConfigurationError('`callTool` gives the result in the shape of the provider; a text will do where a function is called', 'callTool');
    return written;
  }
}
