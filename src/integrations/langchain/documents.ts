import type { Headroom } from '../../headroom/index.js';
import { Documents, type DocumentsOptions } from '../documents.js';

/** The fields of a document that are read. */
interface Document {
  readonly pageContent: string;
}

/** A document compressor of LangChain. */
export interface DocumentCompressor {
  /** The instance that compresses. It has the figures. */
  readonly headroom: Headroom;
  /** The documents that answer the query, with shorter texts, in their order. */
  compressDocuments<D extends Document>(documents: D[], query: string): Promise<D[]>;
}

/**
 * A document compressor for the retrievers of LangChain, such as `ContextualCompressionRetriever`. Documents that have little to do with the query are dropped, and
 * copies. The texts of the others are compressed without loss; with a store, parts that tell little may be elided.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { documentCompressor } from '@headroom/native/langchain';
 *
 * new ContextualCompressionRetriever({ baseCompressor: documentCompressor({ headroom }), baseRetriever });
 * ```
 */
export function documentCompressor(options?: DocumentsOptions): DocumentCompressor {
  const documents = new Documents(options);
  return {
    headroom: documents.headroom,
    compressDocuments: (given, query) => documents.compress(given, ({ pageContent }) => pageContent, withText, query),
  };
}

/** A document of the same class with another text. */
function withText<D extends Document>(document: D, pageContent: string): D {
  const copy = Object.create(Object.getPrototypeOf(document), Object.getOwnPropertyDescriptors(document)) as D;
  return Object.assign(copy, { pageContent });
}
