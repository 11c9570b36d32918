// Compresses the documents that a retriever found, for a query.
import { optionsOf, type Checks } from '../errors/index.js';
import { CHOICE, type DocumentChoice, type Headroom } from '../headroom/index.js';
import { HEADROOM, headroomFrom, mayElide, modeOf, type IntegrationOptions } from './options.js';

/** Options for compressing the documents that a retriever found. */
export interface DocumentsOptions extends IntegrationOptions, DocumentChoice {}

const CHECKS: Checks<DocumentsOptions> = { ...CHOICE, headroom: HEADROOM };

/** Compresses documents of any shape. Never fails: what cannot be compressed is given back. */
export class Documents {
  readonly headroom: Headroom;
  readonly #choice: DocumentChoice;

  /** @throws `ConfigurationError` for an unknown option or a value of the wrong type. */
  constructor(options: DocumentsOptions | undefined) {
    const { headroom, ...choice } = optionsOf(options, CHECKS);
    this.headroom = headroomFrom(headroom && { headroom });
    this.#choice = choice;
  }

  /** The documents that answer the query, in their order. Documents without a text are kept; without a query, all are but copies. */
  async compress<D>(
    documents: readonly D[],
    textOf: (document: D) => string | undefined,
    withText: (document: D, text: string) => D,
    query = '',
  ): Promise<D[]> {
    const given = [...documents];
    try {
      const texts = given.map((document) => textOf(document) ?? '');
      const choice = query === '' ? { maxDocuments: given.length, diversity: 0 } : this.#choice;
      const settings = { ...choice, query, exactOnly: !mayElide(this.headroom) };
      const kept = await this.headroom.compressDocuments(texts, settings);
      if (modeOf(this.headroom) !== 'optimize') return given;
      const sent = new Map(kept.map(({ index, text }) => [index, text]));
      return given.flatMap((document, at) => {
        const text = sent.get(at);
        if (texts[at] === '') return [document];
        if (text === undefined) return [];
        return text === texts[at] ? [document] : [withText(document, text)];
      });
    } catch {
      return given;
    }
  }
}
