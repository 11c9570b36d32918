import type { Headroom } from '../../headroom/index.js';
import { Documents, type DocumentsOptions } from '../documents.js';

/** The fields of a retrieved node that are read. */
interface Found {
  readonly node: object;
}

/** The types of nodes that have a text. */
interface TextNode {
  readonly text?: unknown;
  clone?(): TextNode;
  setContent?(text: string): void;
}

/** A postprocessor of LlamaIndex. */
export interface NodePostprocessor {
  /** The instance that compresses. It has the figures. */
  readonly headroom: Headroom;
  /** The nodes that answer the query, with shorter texts, in their order. */
  postprocessNodes<F extends Found>(nodes: F[], query?: unknown): Promise<F[]>;
}

/**
 * A postprocessor for the query engines of LlamaIndex. Nodes that have little to do with the query are dropped, and copies. The texts of the others are compressed
 * without loss; with a store, parts that tell little may be elided. The nodes of the index stay as they are.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { nodePostprocessor } from '@headroom/native/llamaindex';
 *
 * const engine = index.asQueryEngine({ nodePostprocessors: [nodePostprocessor({ headroom })] });
 * ```
 */
export function nodePostprocessor(options?: DocumentsOptions): NodePostprocessor {
  const documents = new Documents(options);
  return {
    headroom: documents.headroom,
    postprocessNodes: (nodes, query) => documents.compress(nodes, nodeText, withText, textOf(query)),
  };
}

function nodeText({ node }: Found): string | undefined {
  const { text } = node as TextNode;
  return typeof text === 'string' ? text : undefined;
}

/** A copy of a node with another text; the node itself if it cannot be copied. */
function withText<F extends Found>(found: F, text: string): F {
  const { node } = found;
  const copy = (node as TextNode).clone?.();
  if (!copy?.setContent) return found;
  copy.setContent(text);
  return { ...found, node: copy };
}

/** The text of a query, which may come in parts. */
function textOf(query: unknown): string | undefined {
  if (!Array.isArray(query)) return typeof query === 'string' ? query : undefined;
  return query.map((part) => (part as { text?: unknown } | null)?.text ?? '').join('\n');
}
