import { configured } from '../config/index.js';
import { ConfigurationError, fromNative, HeadroomError, serialize } from '../engine/index.js';
import { native, type BlockReport, type CompressOptions as EngineOptions, type Control } from '../native/index.js';
import { providerOf, type Message } from '../providers/index.js';
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
  /** Where originals are kept that are left out of a text: `:memory:` or a file. Nothing is left out so far. */
  store?: string;
  /** Whose originals they are. */
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
  readonly #engine = new native.Engine();
  #stats = { requests: 0, tokensBefore: 0, tokensAfter: 0 };
  #closed = false;

  /** @throws {@link ConfigurationError} for an unknown option or a value of the wrong type. */
  constructor(options: HeadroomOptions = {}) {
    serialize(options);
    const { store, scope, ...rest } = options;
    for (const [name, value] of Object.entries({ store, scope })) {
      if (value !== undefined && typeof value !== 'string') throw new ConfigurationError(`option \`${name}\`: a string`, name);
    }
    this.#options = { ...configured(), ...defined(rest) };
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
    const result = await this.simulate(messages, options);
    this.#stats.requests += 1;
    this.#stats.tokensBefore += result.tokensBefore;
    this.#stats.tokensAfter += result.tokensAfter;
    return result;
  }

  /** What {@link compress} would give. Counts nowhere. */
  async simulate<M extends Message>(messages: readonly M[], options: CompressOptions = {}): Promise<CompressResult<M>> {
    this.#check(messages);
    serialize(options);
    const { model: _model, query: _query, signal, onProgress, ...rest } = options;
    signal?.throwIfAborted();
    const set = { ...this.#options, ...defined(rest) };
    const control = new native.Control();
    const abort = (): void => control.cancel();
    signal?.addEventListener('abort', abort, { once: true });
    const stop = onProgress && follow(control, onProgress);
    try {
      const json = serialize(set);
      // Wrong options are refused even where there is nothing to compress.
      native.checkOptions(json);
      const provider = providerOf(messages);
      if (!provider) return new CompressResult(messages.slice(), undefined);
      const reading = await read(provider, messages, set.frozenMessageCount ?? 0);
      signal?.throwIfAborted();
      const texts = await this.#engine.compress(reading.request, json, control);
      return new CompressResult(await replace(provider, messages, reading, texts), texts);
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
    if (typeof input === 'string') return input.isWellFormed() ? ((await native.expandText(input)) ?? input) : input;
    this.#check(input);
    const provider = providerOf(input);
    if (!provider) return input.slice();
    const reading = await read(provider, input, 0);
    return replace(provider, input, reading, await native.expandRequest(reading.request));
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

  #check(messages: unknown): void {
    if (this.#closed) throw new HeadroomError('closed', 'this instance was closed');
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

/** Without what is set to `undefined`, which must not hide what is set elsewhere. */
function defined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
