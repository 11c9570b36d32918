import { argument, ConfigurationError, HeadroomError, listOf, TEXT } from '../errors/index.js';
import type { BlockReport, RetrievedPart, SearchResult } from '../native/index.js';
import type { Message } from '../providers/index.js';
import type { Originals, RetrieveOptions, SearchOptions } from '../store/index.js';
import { MADE, type Pace, type TextResult } from '../text/index.js';
import { handleToolCall, type ToolResult } from '../tool/index.js';
import { compressBatch } from './batch.js';
import { compressBody, type BodyResult } from './body.js';
import { Conversations } from './conversations.js';
import {
  compressDocuments,
  documentOptions,
  type CompressDocumentsOptions,
  type CompressedDocument,
} from './documents.js';
import { expandMessages, expandText } from './expand.js';
import { follow } from './follow.js';
import { compressOne } from './one-text.js';
import {
  callOptions,
  expandLayered,
  expandSettings,
  instanceOptions,
  textOptions,
  type CompressOptions,
  type CompressTextSettings,
  type ExpandSettings,
  type HeadroomOptions,
  type Mode,
  type Settings,
} from './options.js';
import { OwnStore } from './own-store.js';
import type { CompressResult } from './result.js';
import { Session } from './session.js';
import { validate, type Setup } from './setup.js';
import { Snapshot } from './snapshot.js';
import { Tally, type Metrics, type Stats } from './stats.js';
import { toolCallOptions, type ToolCallOptions } from './tool-call.js';

/**
 * The engine with its own options and store. It remembers the last conversations that it compressed, so that the next
 * turn of one costs only the work for its new texts. The memory never changes a result. `close()` frees it.
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
  readonly #settings: Settings;
  readonly #store: OwnStore;
  readonly #conversations: Conversations;
  readonly #tally = new Tally();
  #closed = false;

  /** @throws `ConfigurationError` for an unknown option or a value of the wrong type. */
  constructor(options?: HeadroomOptions) {
    const { store, scope, storeTtl, storeLimit, ocr, ...settings } = instanceOptions(options);
    this.#settings = settings;
    this.#store = new OwnStore(store, scope, { storeTtl, storeLimit });
    this.#conversations = new Conversations(settings, this.#store, ocr);
  }

  /**
   * Compresses the tool results of a conversation. The messages keep their shape, and everything else in them is
   * unchanged. Messages of an unknown shape come back unchanged.
   *
   * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
   */
  async compress<M extends Message>(messages: readonly M[], options?: CompressOptions): Promise<CompressResult<M>> {
    const own = callOptions(options);
    return this.#send(this.#take(messages), own);
  }

  /**
   * Compresses one text, such as the output of a tool, with the settings and the store of this instance. {@link
   * expand} restores it.
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
    const own = textOptions(options);
    this.#checkOpen();
    return this.#tally.add(compressOne(text, own, this.#settings, this.#store));
  }

  /**
   * Chooses among the documents that a retriever found, and compresses the chosen ones. It keeps documents that match
   * the query, drops copies, and keeps the passages of each document that match the query. Without a store nothing is
   * elided from the chosen documents.
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
    return compressDocuments([...documents], own, (text, settings, earlier) => {
      const { hint, ...call } = textOptions(settings);
      return this.#tally.add(compressOne(text, { ...call, hint: { ...hint, earlier } }, this.#settings, this.#store));
    });
  }

  /** Compresses several conversations. The results have the order of the conversations. */
  async compressBatch<M extends Message>(
    conversations: readonly (readonly M[])[],
    options?: CompressOptions,
  ): Promise<CompressResult<M>[]> {
    const own = callOptions(options);
    return compressBatch(
      conversations,
      (messages, pace) => this.#take(messages, pace),
      (messages) => this.#send(messages, own),
    );
  }

  /**
   * Compresses the tool results in the body of a request to any provider, given as JSON text or its bytes. Everything
   * else in the body stays the same, byte for byte. A body without messages in a known shape comes back unchanged, and
   * `skipped` says why. If the body asks its provider to drop earlier messages, `historyMayBeDropped` is set unless
   * the options say otherwise.
   *
   * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
   */
  async compressBody<B extends string | Uint8Array>(body: B, options?: CompressOptions): Promise<BodyResult<B>> {
    this.#checkOpen();
    const own = callOptions(options);
    if (own.tokenBudget !== undefined || own.outputBufferTokens !== undefined)
      throw new ConfigurationError(
        'option `tokenBudget` is not supported for a single body, because a budget drops messages: use a session',
        'tokenBudget',
      );
    return compressBody(body, this.#settings, own, (messages, set) => this.#send(messages, set));
  }

  /**
   * Returns the result that {@link compress} would give. Nothing is counted or stored, so the handles in it cannot be
   * fetched.
   */
  async simulate<M extends Message>(messages: readonly M[], options?: CompressOptions): Promise<CompressResult<M>> {
    const own = callOptions(options);
    return this.#conversations.simulate(this.#take(messages), own);
  }

  /**
   * Starts to follow live conversations, for an agent's loop or a proxy. A text that was sent once is sent again byte
   * for byte, whatever options change later. With a store this also holds after a restart and under later versions.
   * One session serves any number of conversations and their branches.
   *
   * A session keeps the last turns of up to 8 conversations, with at most 16 million characters of messages, so that a
   * turn costs only the work on what follows the last one. This changes no result.
   *
   * Without a store a session remembers at least the last 8 MB of texts that it sent and the last 260,000 decisions.
   * It compresses a forgotten text again from the original. If options have changed since, it sends the original, and
   * `forgotten` in the result counts that.
   */
  session(): Session {
    const { compress, expand, turns } = follow(this.#settings, this.#store, this.#conversations);
    return new Session(MADE, this.#settings, {
      turns,
      compress: (messages, options) => {
        this.#checkOpen();
        return this.#tally.add(compress(messages, options));
      },
      expand: async (messages, own) => {
        this.#checkOpen();
        return expand(messages, own);
      },
    });
  }

  /** Returns a report of each text: what would be done to it, and why. */
  async explain(messages: readonly Message[], options?: CompressOptions): Promise<readonly BlockReport[]> {
    return (await this.simulate(messages, options)).allBlocks();
  }

  /**
   * Restores a compressed conversation, or a single text.
   *
   * @param settings The settings of the compression, where they differ from those of the instance. A result that
   * `toolProfiles` or `frozenMessageCount` kept unchanged then stays unchanged, even if it looks compressed. Documents
   * in texts of the user are restored if `compressUserDocuments` is set.
   * @example
   * const { messages } = await headroom.compress(history, { frozenMessageCount: 2 });
   * await headroom.expand(messages, { frozenMessageCount: 2 });
   */
  expand(text: string, settings?: ExpandSettings): Promise<string>;
  expand<M extends Message>(messages: readonly M[], settings?: ExpandSettings): Promise<M[]>;
  async expand(input: string | readonly Message[], settings?: ExpandSettings): Promise<string | Message[]> {
    const own = expandSettings(settings);
    const given = typeof input === 'string' ? input : this.#take(input);
    const originals = await this.#store.open();
    return typeof given === 'string'
      ? expandText(given, own, originals)
      : expandMessages(given, expandLayered(this.#settings, own), originals);
  }

  /**
   * Fetches an elided text, or a part of it, by the handle in its marker. The first 8 or more characters of a handle
   * suffice. Upper and lower case are the same.
   *
   * @throws `HeadroomError` whose code says why it cannot be fetched: `malformed`, `ambiguous`, `expired`, `unknown`,
   * `unclear`, `no-such-lines` …
   */
  async retrieve(handle: string, options?: RetrieveOptions): Promise<RetrievedPart> {
    return (await this.originals()).retrieve(handle, options);
  }

  /**
   * Answers a call of `headroom_retrieve`. Send the result with the results of the other tools. The call is given as
   * it was received: a `tool_use` block (Anthropic), one of the `tool_calls` (OpenAI), a `function_call` item
   * (Responses), a part with `functionCall` (Gemini), or a block with `toolUse` (Bedrock). The result has the same
   * shape. It has at most 32 KiB of text unless the model asks for more, and never more than `limit` bytes (default:
   * 256 KiB). A failure is told to the model and not thrown.
   *
   * @returns undefined if the call is for another tool.
   * @throws `ConfigurationError` if `limit` is no whole number.
   */
  async handleToolCall<C>(call: C, options?: ToolCallOptions): Promise<ToolResult<C> | undefined> {
    const { limit } = toolCallOptions(options);
    return handleToolCall(async (handle, ask) => (await this.originals()).ask(handle, ask), call, limit);
  }

  /**
   * Searches the stored texts of this scope for the words of a query. The best match comes first. If the query has
   * very many words, only the rarest are searched for: see {@link Originals.search}.
   */
  async search(query: string, options?: SearchOptions): Promise<SearchResult> {
    return (await this.originals()).search(query, options);
  }

  /** The stored texts of this scope. @throws `ConfigurationError` if there is no store. */
  async originals(): Promise<Originals> {
    this.#checkOpen();
    return this.#store.originals();
  }

  /** Whether originals are stored. Without a store nothing is elided. */
  get hasStore(): boolean {
    return this.#store.isSet;
  }

  /** @internal Whether images of requests are prepared. */
  get preparesImages(): boolean {
    return (this.#settings.images ?? 'preserve') !== 'preserve';
  }

  /** The mode of calls that do not set one. */
  get mode(): Mode {
    return this.#settings.mode ?? 'optimize';
  }

  /** The totals of all requests so far. */
  stats(): Stats {
    return this.#tally.stats();
  }

  /** The totals of all requests so far, with failures and times. */
  getMetrics(): Metrics {
    return this.#tally.metrics();
  }

  /** The totals as a sentence. */
  getSummary(): string {
    return this.#tally.summary();
  }

  /** Tests the engine, the store and the list of models by using each once. The store keeps one short text of it. */
  validateSetup(): Promise<Setup> {
    return validate({
      compress: (messages) => this.#conversations.simulate(this.#take(messages), { exactOnly: true, strict: false }),
      expand: (messages) => this.expand(messages),
      originals: () => this.#store.open(),
      durability: () => this.#store.durability(),
    });
  }

  /** Frees the memory. Later calls are refused. */
  close(): void {
    this.#closed = true;
    this.#conversations.clear();
  }

  #send<M extends Message>(messages: Snapshot<M>, options: CompressOptions): Promise<CompressResult<M>> {
    return this.#tally.add(this.#conversations.send(messages, options));
  }

  /** Copies the messages as they are now. */
  #take<M extends Message>(messages: readonly M[], pace?: Pace): Snapshot<M> {
    this.#checkOpen();
    return Snapshot.take(messages, pace);
  }

  #checkOpen(): void {
    if (this.#closed) throw new HeadroomError('closed', 'this instance was closed');
  }
}
