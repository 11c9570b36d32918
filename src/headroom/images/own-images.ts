// The images of the conversations of an instance.
import { layered } from '../../config/index.js';
import type { Ocr } from '../../ocr/index.js';
import type { Message } from '../../providers/index.js';
import { settings, type CompressOptions, type Settings } from '../options.js';
import type { OwnStore } from '../own-store.js';
import type { CompressResult } from '../result.js';
import { ImageMemory } from './prepare.js';
import { Readings } from './readings.js';
import { withImages, type ImageKnowledge } from './send.js';

/** Prepares images with the settings and the store of one instance. */
export class OwnImages {
  readonly #settings: Settings;
  readonly #store: OwnStore;
  readonly #knowledge: ImageKnowledge;

  constructor(own: Settings, store: OwnStore, ocr: Ocr | undefined) {
    this.#settings = own;
    this.#store = store;
    this.#knowledge = { memory: new ImageMemory(), readings: new Readings(ocr) };
  }

  /**
   * The result with its images prepared, if that is asked for. `isTurn`: it is a turn of a session. `isSimulated`:
   * nothing is stored.
   */
  async prepare<M extends Message>(
    result: CompressResult<M>,
    options: CompressOptions,
    { isTurn = false, isSimulated = false }: { isTurn?: boolean; isSimulated?: boolean } = {},
  ): Promise<CompressResult<M>> {
    if ((options.images ?? this.#settings.images ?? 'preserve') === 'preserve') return result;
    const { images, mode, engine } = settings(layered(this.#settings, options));
    if (images === 'preserve') return result;
    const request = {
      mode: images,
      model: options.model ?? '',
      frozen: engine.frozenMessageCount ?? 0,
      isSent: mode === 'optimize' && !isSimulated,
      isTurn,
      isAudit: mode === 'audit',
      originals: await this.#store.open(),
      signal: options.signal,
    };
    return withImages(result, request, this.#knowledge);
  }

  /** Frees the remembered images and texts. */
  clear(): void {
    this.#knowledge.memory.clear();
    this.#knowledge.readings.clear();
  }
}
