// Compresses the conversations of an instance: to send them, to make them fit, or only to see the result.
import { ConfigurationError } from '../errors/index.js';
import { native, type Control, type Request, type ScopedStore, type Texts } from '../native/index.js';
import type { Message } from '../providers/index.js';
import { storing } from '../store/index.js';
import { controlled } from '../text/index.js';
import { fit, KEPT_TURNS } from './fit/index.js';
import type { Ocr } from '../ocr/index.js';
import { OwnImages } from './images/index.js';
import type { CompressOptions, Settings } from './options.js';
import type { OwnStore } from './own-store.js';
import { budgetOf } from './pruning.js';
import type { CompressResult } from './result.js';
import { run } from './run.js';
import type { Snapshot } from './snapshot.js';

/** Compresses with the settings and the store of one instance. The engine remembers the last conversations. */
export class Conversations {
  readonly #settings: Settings;
  readonly #store: OwnStore;
  readonly #engine = new native.Engine();
  readonly images: OwnImages;

  constructor(settings: Settings, store: OwnStore, ocr?: Ocr) {
    this.#settings = settings;
    this.#store = store;
    this.images = new OwnImages(settings, store, ocr);
  }

  /** Compresses messages that may be sent. If `tokenBudget` is set, turns may be dropped. */
  send<M extends Message>(messages: Snapshot<M>, options: CompressOptions): Promise<CompressResult<M>> {
    const budget = budgetOf(options);
    return budget === undefined ? this.#compress(messages, options, false) : this.#fit(messages, budget, options);
  }

  /** Returns the result of {@link send}, but stores nothing. */
  simulate<M extends Message>(messages: Snapshot<M>, options: CompressOptions): Promise<CompressResult<M>> {
    if (budgetOf(options) !== undefined)
      throw new ConfigurationError('option `tokenBudget` is not supported where nothing is sent', 'tokenBudget');
    return this.#compress(messages, options, true);
  }

  /** Returns the texts that would be sent for a request. Nothing is stored. */
  async dryRun(request: Request, json: string | undefined, control: Control, signal?: AbortSignal): Promise<Texts> {
    const originals = await this.#store.open();
    const store = originals?.native ?? (originals && new native.Staged().store());
    return controlled(() => this.#engine.compress(request, json, control, store, true), signal, control);
  }

  /** Frees the remembered conversations and images. */
  clear(): void {
    this.#engine.clear();
    this.images.clear();
  }

  async #compress<M extends Message>(
    messages: Snapshot<M>,
    options: CompressOptions,
    simulate: boolean,
  ): Promise<CompressResult<M>> {
    const result = await run(
      messages,
      this.#settings,
      options,
      async (request, json, control, { exactOnly, mode, signal, again }) => {
        const originals = exactOnly ? undefined : await this.#store.open();
        if (originals && (simulate || mode !== 'optimize')) return this.dryRun(request, json, control, signal);
        let given: Request | undefined = request;
        const compress = async (store?: ScopedStore): Promise<Texts> => {
          const own = given ?? (await again());
          given = undefined;
          return controlled(() => this.#engine.compress(own, json, control, store, false), signal, control);
        };
        return storing(originals, compress, (texts) => texts.withhold());
      },
    );
    return this.images.prepare(result, options, { isSimulated: simulate });
  }

  async #fit<M extends Message>(
    messages: Snapshot<M>,
    budget: number,
    { tokenBudget: _, outputBufferTokens: _buffer, keepTurns = KEPT_TURNS, ...set }: CompressOptions,
  ): Promise<CompressResult<M>> {
    // The note on dropped turns would stand behind the words that tell where a document of the user ends.
    const options = { ...set, compressUserDocuments: false };
    const mode = options.mode ?? this.#settings.mode ?? 'optimize';
    if (mode !== 'optimize')
      throw new ConfigurationError(`option \`tokenBudget\` is not supported with the mode \`${mode}\``, 'tokenBudget');
    const originals = await this.#store.open();
    if (!originals)
      throw new ConfigurationError(
        'option `tokenBudget` needs a store for the dropped messages: use `new Headroom({ store: true })`',
        'tokenBudget',
      );
    const frozen = options.frozenMessageCount ?? this.#settings.frozenMessageCount ?? 0;
    return fit(messages, {
      budget,
      frozen,
      keepTurns,
      originals,
      compress: (own, final) => this.#compress(own, final ? options : { ...options, images: 'preserve' }, !final),
    });
  }
}
