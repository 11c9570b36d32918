import type { Headroom } from '../../headroom/index.js';
import { headroomFrom, mayElide, type IntegrationOptions } from '../options.js';
import { ToolOutputs } from '../outputs.js';

/** The fields of a document that are read. */
interface Document {
  readonly pageContent: string;
}

/** A document compressor of LangChain. */
export interface DocumentCompressor {
  /** The instance that compresses. It has the figures. */
  readonly headroom: Headroom;
  /** The documents with shorter texts, in their order. */
  compressDocuments<D extends Document>(documents: D[], query: string): Promise<D[]>;
}

/**
 * A document compressor for the retrievers of LangChain, such as `ContextualCompressionRetriever`. Without a store,
 * texts are compressed without loss. With a store, parts that are unrelated to the query may be elided.
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
export function documentCompressor(options?: IntegrationOptions): DocumentCompressor {
  const headroom = headroomFrom(options);
  const outputs = new ToolOutputs(headroom);
  const retrieves = mayElide(headroom);
  const compress = async <D extends Document>(document: D, query: string): Promise<D> => {
    const { pageContent } = document;
    const text = await outputs.text(pageContent, { tool: 'retriever', query, retrieves });
    return text === pageContent ? document : withText(document, text);
  };
  return {
    headroom,
    compressDocuments: (documents, query) => Promise.all(documents.map((document) => compress(document, query))),
  };
}

/** A document of the same class with another text. */
function withText<D extends Document>(document: D, pageContent: string): D {
  const copy = Object.create(Object.getPrototypeOf(document), Object.getOwnPropertyDescriptors(document)) as D;
  return Object.assign(copy, { pageContent });
}
