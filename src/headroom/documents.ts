// Chooses among the documents that a retriever found, and compresses the chosen ones.
import { argument, COUNT, FLAG, optionsOf, SIGNAL, TEXT, type Check, type Checks } from '../errors/index.js';
import { native } from '../native/index.js';
import { call, controlled, serialize, type TextResult } from '../text/index.js';
import { EMBEDDER, likenesses, type Embedder } from './embedding.js';
import type { CompressTextSettings } from './options.js';
import { SHORTENER, type Shortener } from './shorten.js';

/** Which documents are kept. */
export interface DocumentChoice {
  /** At most this many documents are kept. Default: 10. */
  maxDocuments?: number;
  /** Documents whose match with the query scores less than this share of the best score are dropped. Default: 0.3. */
  minRelevance?: number;
  /**
   * How much the likeness to a better document counts against another one: 0 asks for relevance alone, 1 for difference
   * alone. Copies of a better document are always dropped. Default: 0.3.
   */
  diversity?: number;
  /**
   * A sentence encoder, such as `loadEmbedder` of `@headroom/native/local-models` gives. With it, what a document means
   * counts as much as its words, and with a store what its sentences mean counts, too. If it fails, the words alone
   * count.
   */
  embedder?: Embedder;
}

/** How documents are compressed. */
export interface CompressDocumentsOptions extends DocumentChoice {
  /** The question that the documents are read for. */
  query: string;
  /** Whether nothing is elided from the chosen documents. Default: false. Without a store nothing is elided anyway. */
  exactOnly?: boolean;
  /** With a store: a token classifier that takes words out of the documents that are kept. See `compressText`. */
  shortener?: Shortener;
  /** Ends the work; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** A chosen document. */
export interface CompressedDocument {
  /** Its index among the given documents. */
  readonly index: number;
  /** Its match with the query, as a share of the best match: from 0 to 1. */
  readonly relevance: number;
  /** The text to send. */
  readonly text: string;
  /** The report on its text. */
  readonly result: TextResult;
}

const SHARE: Check = {
  wanted: 'a number from 0 to 1',
  fits: (value) => typeof value === 'number' && value >= 0 && value <= 1,
};
/** The checks of the options of a choice. */
export const CHOICE: Checks<DocumentChoice> = {
  maxDocuments: COUNT,
  minRelevance: SHARE,
  diversity: SHARE,
  embedder: EMBEDDER,
};
const CHECKS: Checks<CompressDocumentsOptions> = {
  ...CHOICE,
  query: TEXT,
  exactOnly: FLAG,
  shortener: SHORTENER,
  signal: SIGNAL,
};

/** Compresses one text, as an instance does. `earlier`: the documents before it, as they are sent. */
export type CompressOne = (
  text: string,
  options: CompressTextSettings,
  earlier: readonly string[],
) => Promise<TextResult>;

/** The options, each read once. @throws `ConfigurationError` */
export function documentOptions(options: CompressDocumentsOptions): CompressDocumentsOptions {
  const own = optionsOf(options, CHECKS);
  argument('query', own.query, TEXT);
  return own;
}

/** The documents to send, in the order in which they were given. */
export async function compressDocuments(
  documents: readonly string[],
  { query, exactOnly, signal, embedder, shortener, ...choice }: CompressDocumentsOptions,
  compress: CompressOne,
): Promise<CompressedDocument[]> {
  const meaning = embedder && (await likenesses(embedder, query, documents, signal));
  const { indexes, relevance } = await controlled(
    (control) => call(() => native.chooseDocuments(query, [...documents], serialize(choice), meaning, control)),
    signal,
  );
  const kept = indexes.map((index, at) => ({ index, relevance: relevance[at]! / 1000 }));
  kept.sort((a, b) => a.index - b.index);
  const settings = { policy: 'oneshot', tool: 'retriever', query, exactOnly, signal, shortener, embedder } as const;
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const compressed: CompressedDocument[] = [];
  // One after the other: what a document tells is not told again in a later one.
  for (const document of kept) {
    const earlier = compressed.map(({ text }) => text.toWellFormed());
    const result = await compress(documents[document.index]!, given, earlier);
    compressed.push({ ...document, text: result.text, result });
  }
  return compressed;
}
