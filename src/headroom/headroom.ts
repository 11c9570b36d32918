import { configured, layered } from '../config/index.js';
import { ConfigurationError, fromNative, HeadroomError, serialize } from '../engine/index.js';
import { native, type BlockReport, type CompressOptions as EngineOptions, type Control, type RetrievedPart, type SearchResult } from '../native/index.js';
import type { Message } from '../providers/index.js';
import { checkLocation, storeAt, type Originals, type RetrieveOptions, type Store, type StoreLocation } from '../store/index.js';
import { handleToolCall, type ToolResult } from '../tool/index.js';
import { compressBody, type BodyResult } from './body.js';
import { read, replace } from './conversation.js';
import { CompressResult } from './result.js';

/** How a conversation is compressed. What is not set here is taken from the instance, then from headroom.json, then from the environment. */
export interface CompressOptions extends EngineOptions {
  /** The model that will read the messages. */
  model?: string;
  /** What the request is about. Only the policy `oneshot` may look at it. */
  query?: string;
  /** Ends the work between two texts; the promise is rejected with its reason. */
  signal?: AbortSignal;
  /** Is told how many bytes are done, about ten times a second. */
  onProgress?: (bytes: number) => void;
}

/** How an instance behaves. */
export interface HeadroomOptions extends EngineOptions {
  /**
   * Where texts are kept that something is left out of: `true` for the platform's folder, a folder of their own, `':memory:'`, or a store that is open.
   * Without one nothing is left out.
   */
  store?: StoreLocation;
  /** Whose texts they are: nobody else can fetch them. Default: the workspace in the working folder. */
  scope?: string;
}

/** What an instance did so far. */
export interface Stats {
  requests: number;
  tokensBefore: number;
  tokensAfter: number;
  tokensSaved: number;
}

/** How often progress is told, in milliseconds. */
const TICK = 100;

/** The engine with a memory: a next turn of a conversation costs only what is new in it. What it sends depends on its arguments alone. */
export class Headroom {
  readonly #options: EngineOptions;
  readonly #location: StoreLocation | undefined;
  readonly #scope: string | undefined;
  readonly #engine = new native.Engine();
  #store: Promise<Store> | undefined;
  #originals: Promise<Originals> | undefined;
  #withheld: string | undefined;
  #stats = { requests: 0, tokensBefore: 0, tokensAfter: 0 };
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
      native.checkOptions(serialize(this.#options));
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
    const result = await this.#compress(messages, options, false);
    this.#warn(result.withheld);
    this.#stats.requests += 1;
    this.#stats.tokensBefore += result.tokensBefore;
    this.#stats.tokensAfter += result.tokensAfter;
    return result;
  }

  /**
   * The body of a request to any provider, as JSON text or its bytes, with what tools answered made smaller as {@link compress} would. All else stays
   * as it is, byte for byte. What is no such body comes back, too, and `left` says why. Where the body asks its provider to drop earlier messages,
   * `historyMayBeDropped` is set unless the options say otherwise.
   *
   * @throws {@link ConfigurationError} for an unknown option or a value of the wrong type.
   */
  async compressBody<B extends string | Uint8Array>(body: B, options: CompressOptions = {}): Promise<BodyResult<B>> {
    return compressBody(body, options, (messages, own) => this.compress(messages, own));
  }

  /** What {@link compress} would give. Counts nowhere and stores nothing: handles in it lead nowhere. */
  simulate<M extends Message>(messages: readonly M[], options: CompressOptions = {}): Promise<CompressResult<M>> {
    return this.#compress(messages, options, true);
  }

  async #compress<M extends Message>(messages: readonly M[], options: CompressOptions, simulate: boolean): Promise<CompressResult<M>> {
    this.#check(messages);
    serialize(options);
    const { model: _model, query, signal, onProgress, ...rest } = options;
    if (query !== undefined && typeof query !== 'string') throw new ConfigurationError('option `query`: a string', 'query');
    signal?.throwIfAborted();
    const set = layered(this.#options, rest);
    const control = new native.Control();
    const abort = (): void => control.cancel();
    signal?.addEventListener('abort', abort, { once: true });
    const stop = onProgress && follow(control, onProgress);
    try {
      const json = serialize(set);
      // Wrong options are refused even where there is nothing to compress.
      native.checkOptions(json);
      const originals = set.exactOnly ? undefined : await this.#open();
      const reading = await read(messages, set.frozenMessageCount ?? 0, query);
      signal?.throwIfAborted();
      const texts = await this.#engine.compress(reading.request, json, control, originals?.native, simulate);
      return new CompressResult(await replace(messages, reading, texts), texts);
    } catch (error) {
      throw signal?.aborted ? signal.reason : fromNative(error);
    } finally {
      signal?.removeEventListener('abort', abort);
      stop?.();
    }
  }

  /** What would become of each text, and why. */
  async explain(messages: readonly Message[], options: CompressOptions = {}): Promise<readonly BlockReport[]> {
    return (await this.simulate(messages, options)).blocks;
  }

  /** The conversation, or the single text, as it was before it was compressed. */
  expand(text: string): Promise<string>;
  expand<M extends Message>(messages: readonly M[]): Promise<M[]>;
  async expand(input: string | readonly Message[]): Promise<string | Message[]> {
    if (typeof input !== 'string') this.#check(input);
    try {
      const originals = await this.#open();
      if (typeof input === 'string') return input.isWellFormed() ? ((await native.expandText(input, originals?.native)) ?? input) : input;
      const reading = await read(input, 0);
      return await replace(input, reading, await native.expandRequest(reading.request, originals?.native));
    } catch (error) {
      throw fromNative(error);
    }
  }

  /**
   * A text that something was left out of, or a part of it: by the handle in the note, in either case, or its first 8 characters or more.
   *
   * @throws {@link HeadroomError} whose code says why there is none: `malformed`, `ambiguous`, `expired`, `foreign`, `unknown`, `unclear`, `no-such-lines` …
   */
  async retrieve(handle: string, options?: RetrieveOptions): Promise<RetrievedPart> {
    return (await this.originals()).retrieve(handle, options);
  }

  /**
   * The result of a call of `headroom_retrieve`, to be sent with those of the other tools. Calls are taken as they came: a `tool_use` block (Anthropic), one
   * of the `tool_calls` (OpenAI), a `function_call` item (Responses), a part with `functionCall` (Gemini), a block with `toolUse` (Bedrock); the result
   * has the same shape. At most 32 KiB of text, unless the model asks for more. What goes wrong is told to the model: nothing is thrown.
   *
   * @returns nothing where the call is another tool's.
   */
  handleToolCall<C>(call: C): Promise<ToolResult<C> | undefined> {
    return handleToolCall((handle, ask) => this.retrieve(handle, ask), call);
  }

  /** The texts of this scope that say most about some words, the best first. */
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
    return { ...this.#stats, tokensSaved: this.#stats.tokensBefore - this.#stats.tokensAfter };
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

  /** Says once that the store fails, and once more when it does so again after it worked. */
  #warn(withheld: string | undefined): void {
    if (withheld !== undefined && this.#withheld === undefined) {
      process.emitWarning(`texts go whole: what would be left out of them cannot be stored (${withheld})`, { type: 'HeadroomWarning', code: 'HEADROOM_STORE_FAILED' });
    }
    this.#withheld = withheld;
  }

  #checkOpen(): void {
    if (this.#closed) throw new HeadroomError('closed', 'this instance was closed');
  }

  #check(messages: unknown): void {
    this.#checkOpen();
    if (!Array.isArray(messages)) throw new ConfigurationError('`messages` is an array of messages', 'messages');
  }
}

function follow(control: Control, onProgress: (bytes: number) => void): () => void {
  const timer = setInterval(() => onProgress(control.done), TICK);
  return () => {
    clearInterval(timer);
    onProgress(control.done);
  };
}
