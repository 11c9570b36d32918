import { layered } from '../config/index.js';
import {
  compressTextAsync,
  ConfigurationError,
  controlled,
  HeadroomError,
  MADE,
  Pace,
  type TextResult,
} from '../text/index.js';
import { argument, BYTES, COUNT, LIST, listOf, lookAt, optionsOf, TEXT, type Checks } from '../errors/index.js';
import {
  native,
  type BlockReport,
  type Control,
  type Request,
  type RetrievedPart,
  type ScopedStore,
  type SearchResult,
  type Session as NativeSession,
  type Texts,
} from '../native/index.js';
import type { Message } from '../providers/index.js';
import {
  originalsAt,
  storing,
  type Originals,
  type RetrieveOptions,
  type SearchOptions,
  type Store,
  type StoreLocation,
} from '../store/index.js';
import { handleToolCall, type ToolResult } from '../tool/index.js';
import { compressBody, type BodyResult } from './body.js';
import {
  compressDocuments,
  documentOptions,
  type CompressDocumentsOptions,
  type CompressedDocument,
} from './documents.js';
import { ImageMemory, withImages } from './images/index.js';
import { expandBy, expandMessages, expandText, whole } from './expand.js';
import { fit, KEPT_TURNS } from './fit/index.js';
import {
  callOptions,
  expandSettings,
  instanceOptions,
  settings,
  textOptions,
  type CompressOptions,
  type CompressTextSettings,
  type ExpandSettings,
  type HeadroomOptions,
  type Mode,
  type Settings,
} from './options.js';
import type { CompressResult } from './result.js';
import { run, type Work } from './run.js';
import { shortened } from './shorten.js';
import { Session, type SessionWork } from './session.js';
import { validate, type Setup } from './setup.js';
import { Snapshot } from './snapshot.js';
import { Turns } from './turns.js';
import { Tally, type Metrics, type Stats } from './stats.js';

/** What may be set for answering a call of `headroom_retrieve`. */
export interface ToolCallOptions {
  /** The most bytes of text in the answer. Default: 256 KiB. */
  limit?: number;
}

const TOOL_CALL: Checks<ToolCallOptions> = { limit: COUNT };

/** What starting a call takes, in units of work. */
const CALL_UNITS = 128;

/**
 * The engine with options of its own. It remembers the conversations that it compressed last, so that the next turn of
 * one costs only the work for its new texts. The memory never changes a result. `close()` frees it.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts
 * import { Headroom } from '@headroom/native';
 *
 * const headroom = new Headroom({ store: ':memory:', scope: 'example' });
 * const { messages: sent } = await headroom.compress(messages);
 * const originals = await headroom.expand(sent);
 * headroom.close();
 * console.log(originals.length === messages.length); // true
 * ```
 */
export class Headroom {
  readonly #options: Settings;
  readonly #location: StoreLocation | undefined;
  readonly #scope: string | undefined;
  readonly #engine = new native.Engine();
  #opened: Promise<{ readonly originals: Originals; readonly store: Store | undefined }> | undefined;
  readonly #tally = new Tally();
  readonly #images = new ImageMemory();
  #closed = false;

  /** @throws `ConfigurationError` for an unknown option or a value of the wrong type. */
  constructor(options?: HeadroomOptions) {
    const { store, scope, ...rest } = instanceOptions(options);
    this.#location = store === false ? undefined : store;
    this.#scope = scope;
    this.#options = rest;
  }

  /**
   * The messages with what their tools answered made smaller, in the same shape; all else is passed on untouched.
   * Messages of a shape that is not known come back as they are.
   *
   * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
   */
  async compress<M extends Message>(messages: readonly M[], options?: CompressOptions): Promise<CompressResult<M>> {
    const set = callOptions(options);
    return this.#send(this.#take(messages), set);
  }

  /**
   * Compresses one text, such as the output of a tool, with the settings and the store of this instance. {@link
   * expand} gives it back.
   *
   * @param text a string, or UTF-8. Bytes are copied; bytes that are not UTF-8 come back unchanged.
   * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
   *
   * @example
   * ```ts
   * const { text, kind } = await headroom.compressText(output, { tool: 'Bash' });
   * ```
   */
  async compressText(text: string | Uint8Array, options?: CompressTextSettings): Promise<TextResult> {
    const { engine: own, hint, signal, shortener } = textOptions(options);
    this.#checkOpen();
    if (signal?.aborted) throw signal.reason;
    // The caller may write to its bytes as soon as this returns.
    const input = BYTES.fits(text) ? new Uint8Array(text as Uint8Array) : text;
    const { engine } = settings(layered(this.#options, own));
    const originals = await this.#open();
    const compress = (store?: ScopedStore): Promise<TextResult> =>
      compressTextAsync(input, engine, hint, { store, signal });
    const work = storing(originals, compress, (result) => result.withhold());
    const mayShorten = shortener && originals && typeof input === 'string' && engine.policy === 'oneshot';
    if (!mayShorten || engine.exactOnly) return this.#tally.add(work);
    return this.#tally.add(work.then((result) => shortened(MADE, input, result, { shortener, originals, signal })));
  }

  /**
   * Compresses the documents that a retriever found: those that answer the query are kept, without copies of each other, and of each what the query asks for.
   * Without a store nothing is elided from a document that is kept.
   *
   * @returns the documents to send, in the order in which they were given.
   * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
   *
   * @example
   * ```ts
   * const kept = await headroom.compressDocuments(pages, { query: 'How are rates updated?' });
   * const context = kept.map(({ text }) => text).join('\n\n');
   * ```
   */
  async compressDocuments(
    documents: readonly string[],
    options: CompressDocumentsOptions,
  ): Promise<CompressedDocument[]> {
    const own = documentOptions(options);
    argument('documents', documents, listOf(TEXT, 'a list of strings'));
    this.#checkOpen();
    return compressDocuments([...documents], own, (text, settings) => this.compressText(text, settings));
  }

  /** Compresses several conversations. The results stand in the order of the conversations. */
  async compressBatch<M extends Message>(
    conversations: readonly (readonly M[])[],
    options?: CompressOptions,
  ): Promise<CompressResult<M>[]> {
    const set = callOptions(options);
    argument('conversations', conversations, listOf(LIST, 'a list of lists of messages'));
    const pace = new Pace();
    const given = lookAt('conversations', () => Array.from(conversations, (messages) => this.#take(messages, pace)));
    return Promise.all(
      given.map(async (own) => {
        await own.ready;
        await pace.ask(CALL_UNITS);
        return this.#send(own, set);
      }),
    );
  }

  /**
   * The body of a request to any provider, as JSON text or its bytes, with what tools answered made smaller as {@link
   * compress} would. All else stays as it is, byte for byte. Any other body comes back unchanged, and `skipped` says
   * why. Where the body asks its provider to drop earlier messages, `historyMayBeDropped` is set unless the options
   * say otherwise.
   *
   * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
   */
  async compressBody<B extends string | Uint8Array>(body: B, options?: CompressOptions): Promise<BodyResult<B>> {
    this.#checkOpen();
    return compressBody(body, this.#options, callOptions(options), (messages, own) => this.#send(messages, own));
  }

  /** What {@link compress} would give. Counts nowhere and stores nothing: handles in it lead nowhere. */
  async simulate<M extends Message>(messages: readonly M[], options?: CompressOptions): Promise<CompressResult<M>> {
    const set = callOptions(options);
    return this.#compress(this.#take(messages), set, true);
  }

  /**
   * Follows live conversations from here on: for an agent's loop, or a proxy. What was sent once is sent again, byte
   * for byte, whatever is set later; with a store, after a restart and under later versions, too. One session serves
   * any number of conversations and their branches.
   *
   * Without a store a session remembers at least the last 32 MB of texts that it sent and the last 260,000 decisions.
   * It makes a text that it forgot again from the original; where options have changed since, it sends the original,
   * and `forgotten` in the result counts that.
   */
  session(): Session {
    let followed: Promise<NativeSession | Turns> | undefined;
    const open = async (): Promise<NativeSession | Turns> => {
      const originals = await this.#open();
      return originals?.backend ? new Turns(originals.backend) : new native.Session(originals?.native);
    };
    const work: Work = async (request, json, control, how) => {
      if (how.mode !== 'optimize') return this.#supposed(request, json, control, how.signal);
      const session = await (followed ??= open());
      return session instanceof Turns
        ? session.compress(request, json, control, how.signal)
        : controlled(() => session.compress(request, json, control), how.signal, control);
    };
    const compress: SessionWork['compress'] = (messages, options) => {
      this.#checkOpen();
      const compressed = run(messages, this.#options, options, work);
      return this.#tally.add(compressed.then((result) => this.#prepared(result, options, { isTurn: true })));
    };
    const expand: SessionWork['expand'] = async (messages, how) => {
      this.#checkOpen();
      const expanded = await expandBy(messages, {}, async (request) => {
        const session = await (followed ??= open());
        return session instanceof Turns
          ? session.expand(request, new native.Control())
          : controlled((control) => session.expand(request, control));
      });
      return whole(expanded, how, await this.#open());
    };
    return new Session(MADE, this.#options, { compress, expand });
  }

  async #fit<M extends Message>(
    messages: Snapshot<M>,
    budget: number,
    { tokenBudget: _, keepTurns = KEPT_TURNS, ...options }: CompressOptions,
  ): Promise<CompressResult<M>> {
    const mode = options.mode ?? this.#options.mode ?? 'optimize';
    if (mode !== 'optimize')
      throw new ConfigurationError(`option \`tokenBudget\` is not supported with the mode \`${mode}\``, 'tokenBudget');
    const originals = await this.#open();
    if (!originals)
      throw new ConfigurationError(
        'option `tokenBudget` needs a store for the dropped messages: set the option `store`',
        'tokenBudget',
      );
    const frozen = options.frozenMessageCount ?? this.#options.frozenMessageCount ?? 0;
    return fit(messages, {
      budget,
      frozen,
      keepTurns,
      originals,
      compress: (own, final) => this.#compress(own, final ? options : { ...options, images: 'preserve' }, !final),
    });
  }

  async #compress<M extends Message>(
    messages: Snapshot<M>,
    options: CompressOptions,
    simulate: boolean,
  ): Promise<CompressResult<M>> {
    const result = await run(
      messages,
      this.#options,
      options,
      async (request, json, control, { exactOnly, mode, signal, again }) => {
        const originals = exactOnly ? undefined : await this.#open();
        if (originals && (simulate || mode !== 'optimize')) return this.#supposed(request, json, control, signal);
        let given: Request | undefined = request;
        const compress = async (store?: ScopedStore): Promise<Texts> => {
          const own = given ?? (await again());
          given = undefined;
          return controlled(() => this.#engine.compress(own, json, control, store, false), signal, control);
        };
        return storing(originals, compress, (texts) => texts.withhold());
      },
    );
    return this.#prepared(result, options, { isSimulated: simulate });
  }

  /** The result with its images prepared, if that is asked for. */
  async #prepared<M extends Message>(
    result: CompressResult<M>,
    options: CompressOptions,
    { isTurn = false, isSimulated = false },
  ): Promise<CompressResult<M>> {
    const { images, mode, engine } = settings(layered(this.#options, options));
    if (images === 'preserve') return result;
    const request = {
      mode: images,
      model: options.model ?? '',
      frozen: engine.frozenMessageCount ?? 0,
      isSent: mode === 'optimize' && !isSimulated,
      isTurn,
      isAudit: mode === 'audit',
      originals: await this.#open(),
      signal: options.signal,
    };
    return withImages(result, request, this.#images);
  }

  /** What would be sent. Nothing is stored. */
  async #supposed(request: Request, json: string | undefined, control: Control, signal?: AbortSignal): Promise<Texts> {
    const originals = await this.#open();
    const store = originals?.native ?? (originals && new native.Staged().store());
    return controlled(() => this.#engine.compress(request, json, control, store, true), signal, control);
  }

  #send<M extends Message>(given: Snapshot<M>, options: CompressOptions): Promise<CompressResult<M>> {
    return this.#tally.add(
      options.tokenBudget === undefined
        ? this.#compress(given, options, false)
        : this.#fit(given, options.tokenBudget, options),
    );
  }

  /** The messages as they are now. */
  #take<M extends Message>(messages: readonly M[], pace?: Pace): Snapshot<M> {
    this.#checkOpen();
    return Snapshot.take(messages, pace);
  }

  /** What would become of each text, and why. */
  async explain(messages: readonly Message[], options?: CompressOptions): Promise<readonly BlockReport[]> {
    return (await this.simulate(messages, options)).allBlocks();
  }

  /**
   * The conversation, or the single text, as it was before it was compressed.
   *
   * @param settings Those that the conversation was compressed with, where they differ from the instance's: a result
   * that `toolProfiles` or `frozenMessageCount` passed on as it was is left alone, even if it looks compressed.
   * @example
   * const { messages } = await headroom.compress(history, { frozenMessageCount: 2 });
   * await headroom.expand(messages, { frozenMessageCount: 2 });
   */
  expand(text: string, settings?: ExpandSettings): Promise<string>;
  expand<M extends Message>(messages: readonly M[], settings?: ExpandSettings): Promise<M[]>;
  async expand(input: string | readonly Message[], settings?: ExpandSettings): Promise<string | Message[]> {
    const own = expandSettings(settings);
    const given = typeof input === 'string' ? input : this.#take(input);
    const originals = await this.#open();
    return typeof given === 'string'
      ? expandText(given, own, originals)
      : expandMessages(given, layered(this.#options, own), originals);
  }

  /**
   * A text that something was left out of, or a part of it: by the handle in the note, in either case, or its first 8
   * characters or more.
   *
   * @throws `HeadroomError` whose code says why there is none: `malformed`, `ambiguous`, `expired`, `unknown`,
   * `unclear`, `no-such-lines` …
   */
  async retrieve(handle: string, options?: RetrieveOptions): Promise<RetrievedPart> {
    return (await this.originals()).retrieve(handle, options);
  }

  /**
   * The result of a call of `headroom_retrieve`, to be sent with those of the other tools. Calls are taken as they
   * came: a `tool_use` block (Anthropic), one of the `tool_calls` (OpenAI), a `function_call` item (Responses), a
   * part with `functionCall` (Gemini), a block with `toolUse` (Bedrock); the result has the same shape. At most 32
   * KiB of text, unless the model asks for more, and never more than `limit` bytes (default: 256 KiB). What goes
   * wrong is told to the model: nothing is thrown.
   *
   * @returns nothing where the call is another tool's.
   * @throws `ConfigurationError` for a `limit` that is no whole number.
   */
  async handleToolCall<C>(call: C, options?: ToolCallOptions): Promise<ToolResult<C> | undefined> {
    const { limit } = optionsOf(options, TOOL_CALL);
    return handleToolCall(async (handle, ask) => (await this.originals()).ask(handle, ask), call, limit);
  }

  /**
   * The texts of this scope that say most about some words, the best first. Of very many words the rarest are looked
   * for: see {@link Originals.search}.
   */
  async search(query: string, options?: SearchOptions): Promise<SearchResult> {
    return (await this.originals()).search(query, options);
  }

  /** The texts of this scope. @throws `ConfigurationError` where there is no store. */
  async originals(): Promise<Originals> {
    this.#checkOpen();
    const originals = await this.#open();
    if (!originals) throw new ConfigurationError('there is no store: set the option `store`', 'store');
    return originals;
  }

  /** Whether originals are stored: without a store nothing is elided. */
  get hasStore(): boolean {
    return this.#location !== undefined;
  }

  /** @internal Whether images of requests are prepared. */
  get preparesImages(): boolean {
    return (this.#options.images ?? 'preserve') !== 'preserve';
  }

  /** What is done with requests whose call does not say it. */
  get mode(): Mode {
    return this.#options.mode ?? 'optimize';
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
      compress: (messages) => this.#compress(this.#take(messages), { exactOnly: true, strict: false }, true),
      expand: (messages) => this.expand(messages),
      originals: () => this.#open(),
      lasts: async () => ({
        meant: typeof this.#location !== 'object' && this.#location !== ':memory:',
        lasting: (await (await this.#opened)?.store?.stats())?.lasting === true,
      }),
    });
  }

  /** Returns the memory back. Calls after this are refused. */
  close(): void {
    this.#closed = true;
    this.#engine.clear();
    this.#images.clear();
  }

  /** The texts of this scope, opened when they are first needed. */
  #open(): Promise<Originals> | undefined {
    if (this.#location === undefined) return undefined;
    this.#opened ??= originalsAt(this.#location, this.#scope);
    return this.#opened.then(({ originals }) => originals);
  }

  #checkOpen(): void {
    if (this.#closed) throw new HeadroomError('closed', 'this instance was closed');
  }
}
