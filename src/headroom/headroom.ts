import { configured, layered } from '../config/index.js';
import { ConfigurationError, fromNative, HeadroomError, serialize } from '../engine/index.js';
import { native, type BlockReport, type RetrievedPart, type SearchResult, type Session as NativeSession } from '../native/index.js';
import type { Message } from '../providers/index.js';
import { checkLocation, storeAt, type Originals, type RetrieveOptions, type Store, type StoreLocation } from '../store/index.js';
import { handleToolCall, type ToolResult } from '../tool/index.js';
import { compressBody, type BodyResult } from './body.js';
import { expandWith, type Following } from './expand.js';
import { fit } from './fit/index.js';
import type { CompressResult } from './result.js';
import { KEPT_TURNS, run, settings, type CompressOptions, type Settings, type Work } from './run.js';
import { Session } from './session.js';
import { validate, type Setup } from './setup.js';
import { Tally, type Metrics, type Stats } from './stats.js';

/** How an instance behaves. */
export interface HeadroomOptions extends Settings {
  /**
   * Where texts are kept that something is left out of: `true` for the platform's folder, a folder of their own, `':memory:'`, or a store that is open.
   * Without one nothing is left out.
   */
  store?: StoreLocation;
  /** Whose texts they are: nobody else can fetch them. Default: the workspace in the working folder. */
  scope?: string;
}

/** The engine with a memory: a next turn of a conversation costs only what is new in it. What it sends depends on its arguments alone. */
export class Headroom {
  readonly #options: Settings;
  readonly #location: StoreLocation | undefined;
  readonly #scope: string | undefined;
  readonly #engine = new native.Engine();
  #store: Promise<Store> | undefined;
  #originals: Promise<Originals> | undefined;
  readonly #tally = new Tally();
  #closed = false;

  /** @throws {@link ConfigurationError} for an unknown option or a value of the wrong type. */
  constructor(options: HeadroomOptions = {}) {
    if (typeof options !== 'object' || options === null || Array.isArray(options)) throw new ConfigurationError('options are an object', '');
    const { store, scope, ...rest }: HeadroomOptions = layered(configured(), options);
    checkLocation(store);
    if (scope !== undefined && typeof scope !== 'string') throw new ConfigurationError('option `scope`: a string', 'scope');
    this.#location = store;
    this.#scope = scope;
    this.#options = rest;
    try {
      native.checkOptions(serialize(settings(rest).engine));
    } catch (error) {
      throw fromNative(error);
    }
  }

  /**
   * The messages with what their tools answered made smaller, in the same shape; all else is passed on untouched. Messages of a shape that is not
   * known come back as they are.
   *
   * @throws {@link ConfigurationError} for an unknown option or a value of the wrong type.
   */
  async compress<M extends Message>(messages: readonly M[], options: CompressOptions = {}): Promise<CompressResult<M>> {
    return this.#tally.add(options?.tokenBudget === undefined ? this.#compress(messages, options, false) : this.#fit(messages, options.tokenBudget, options));
  }

  /**
   * The body of a request to any provider, as JSON text or its bytes, with what tools answered made smaller as {@link compress} would. All else stays
   * as it is, byte for byte. What is no such body comes back, too, and `left` says why. Where the body asks its provider to drop earlier messages,
   * `historyMayBeDropped` is set unless the options say otherwise.
   *
   * @throws {@link ConfigurationError} for an unknown option or a value of the wrong type.
   */
  async compressBody<B extends string | Uint8Array>(body: B, options: CompressOptions = {}): Promise<BodyResult<B>> {
    return compressBody(body, this.#options, options, (messages, own) => this.compress(messages, own));
  }

  /** What {@link compress} would give. Counts nowhere and stores nothing: handles in it lead nowhere. */
  simulate<M extends Message>(messages: readonly M[], options: CompressOptions = {}): Promise<CompressResult<M>> {
    return this.#compress(messages, options, true);
  }

  /**
   * Follows live conversations from here on: for an agent's loop, or a proxy. What was sent once is sent again, byte for byte, whatever is set later; with a
   * store, after a restart and under later versions, too. One session serves any number of conversations and their branches.
   */
  session(): Session {
    let followed: Promise<NativeSession> | undefined;
    const open = async (): Promise<NativeSession> => new native.Session((await this.#open())?.native);
    const work: Work = async (request, json, control, { mode }) => {
      if (mode === 'optimize') return (await (followed ??= open())).compress(request, json, control);
      return this.#engine.compress(request, json, control, (await this.#open())?.native, true);
    };
    return new Session(this.#options, (messages, options) => this.#tally.add(this.#run(messages, options, work)));
  }

  async #fit<M extends Message>(messages: readonly M[], budget: number, { tokenBudget: _, keepTurns = KEPT_TURNS, ...options }: CompressOptions): Promise<CompressResult<M>> {
    this.#check(messages);
    for (const [name, value] of Object.entries({ tokenBudget: budget, keepTurns })) {
      if (!Number.isSafeInteger(value) || value < 0) throw new ConfigurationError(`option \`${name}\`: a whole number from 0 on`, name);
    }
    const mode = options.mode ?? this.#options.mode ?? 'optimize';
    if (mode !== 'optimize') throw new ConfigurationError(`option \`tokenBudget\`: not with the mode \`${mode}\``, 'tokenBudget');
    const frozen = options.frozenMessageCount ?? this.#options.frozenMessageCount ?? 0;
    return fit(messages, { budget, frozen, keepTurns, originals: await this.#open(), compress: (own, final) => this.#compress(own, options, !final) });
  }

  async #compress<M extends Message>(messages: readonly M[], options: CompressOptions, simulate: boolean): Promise<CompressResult<M>> {
    return this.#run(messages, options, async (request, json, control, { exactOnly, mode }) => {
      const originals = exactOnly ? undefined : await this.#open();
      return this.#engine.compress(request, json, control, originals?.native, simulate || mode !== 'optimize');
    });
  }

  async #run<M extends Message>(messages: readonly M[], options: CompressOptions, work: Work): Promise<CompressResult<M>> {
    this.#check(messages);
    return run(messages, this.#options, options, work);
  }

  /** What would become of each text, and why. */
  async explain(messages: readonly Message[], options: CompressOptions = {}): Promise<readonly BlockReport[]> {
    return (await this.simulate(messages, options)).blocks;
  }

  /** The conversation, or the single text, as it was before it was compressed. */
  expand(text: string, options?: Following): Promise<string>;
  expand<M extends Message>(messages: readonly M[], options?: Following): Promise<M[]>;
  async expand(input: string | readonly Message[], options?: Following): Promise<string | Message[]> {
    if (typeof input !== 'string') this.#check(input);
    return expandWith(input, await this.#open(), options);
  }

  /**
   * A text that something was left out of, or a part of it: by the handle in the note, in either case, or its first 8 characters or more.
   *
   * @throws {@link HeadroomError} whose code says why there is none: `malformed`, `ambiguous`, `expired`, `unknown`, `unclear`, `no-such-lines` …
   */
  async retrieve(handle: string, options?: RetrieveOptions): Promise<RetrievedPart> {
    return (await this.originals()).retrieve(handle, options);
  }

  /**
   * The result of a call of `headroom_retrieve`, to be sent with those of the other tools. Calls are taken as they came: a `tool_use` block (Anthropic), one
   * of the `tool_calls` (OpenAI), a `function_call` item (Responses), a part with `functionCall` (Gemini), a block with `toolUse` (Bedrock); the result
   * has the same shape. At most 32 KiB of text, unless the model asks for more, and never more than `limit` bytes (default: 256 KiB). What goes wrong is told to
   * the model: nothing is thrown.
   *
   * @returns nothing where the call is another tool's.
   * @throws {@link ConfigurationError} for a `limit` that is no whole number.
   */
  async handleToolCall<C>(call: C, { limit }: { limit?: number } = {}): Promise<ToolResult<C> | undefined> {
    if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 0)) throw new ConfigurationError('option `limit`: a whole number from 0 on', 'limit');
    return handleToolCall((handle, ask) => this.retrieve(handle, ask), call, limit);
  }

  /** The texts of this scope that say most about some words, the best first. Of very many words the rarest are looked for: see {@link Originals.search}. */
  async search(query: string, options?: { limit?: number }): Promise<SearchResult> {
    return (await this.originals()).search(query, options);
  }

  /** The texts of this scope. @throws {@link ConfigurationError} where there is no store. */
  async originals(): Promise<Originals> {
    this.#checkOpen();
    const originals = await this.#open();
    if (!originals) throw new ConfigurationError('there is no store: set the option `store`', 'store');
    return originals;
  }

  /** What was done so far. */
  stats(): Stats {
    return this.#tally.stats();
  }

  /** What was done so far, and how it went. */
  getMetrics(): Metrics {
    return this.#tally.metrics();
  }

  /** The same in a sentence. */
  getSummary(): string {
    return this.#tally.summary();
  }

  /** Tries the engine, the store and the list of models, each for real: a store keeps one short text of it. */
  validateSetup(): Promise<Setup> {
    return validate({
      compress: (messages) => this.#compress(messages, { exactOnly: true, strict: false }, true),
      expand: (messages) => this.expand(messages),
      originals: () => this.#open(),
      lasts: async () => ({ meant: typeof this.#location !== 'object' && this.#location !== ':memory:', lasting: (await (await this.#store)?.stats())?.lasting === true }),
    });
  }

  /** Gives the memory back. Calls after this are refused. */
  close(): void {
    this.#closed = true;
    this.#engine.clear();
  }

  /** The texts of this scope, opened when they are first needed. */
  #open(): Promise<Originals> | undefined {
    if (this.#location === undefined) return undefined;
    this.#store ??= storeAt(this.#location);
    return (this.#originals ??= this.#store.then((store) => store.scope(this.#scope)));
  }

  #checkOpen(): void {
    if (this.#closed) throw new HeadroomError('closed', 'this instance was closed');
  }

  #check(messages: unknown): void {
    this.#checkOpen();
    if (!Array.isArray(messages)) throw new ConfigurationError('`messages` is an array of messages', 'messages');
  }
}
