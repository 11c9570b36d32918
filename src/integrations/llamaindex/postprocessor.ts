import type { Headroom } from '../../headroom/index.js';
import { headroomFrom, mayElide, type IntegrationOptions } from '../options.js';
import { ToolOutputs } from '../outputs.js';

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
  /** The nodes with shorter texts, in their order. */
  postprocessNodes<F extends Found>(nodes: F[], query?: unknown): Promise<F[]>;
}

/**
 * A postprocessor for the query engines of LlamaIndex. Without a store, texts are compressed without loss. With a
 * store, parts that are unrelated to the query may be elided. The nodes of the index stay unchanged.
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
export function nodePostprocessor(options?: IntegrationOptions): NodePostprocessor {
  const headroom = headroomFrom(options);
  const outputs = new ToolOutputs(headroom);
  const compress = async <F extends Found>(found: F, query: string | undefined): Promise<F> => {
    const { node } = found as { node: TextNode };
    if (typeof node.text !== 'string') return found;
    const call = { tool: 'retriever', retrieves: mayElide(headroom), ...(query !== undefined && { query }) };
    const text = await outputs.text(node.text, call);
    const copy = text === node.text ? undefined : node.clone?.();
    if (!copy?.setContent) return found;
    copy.setContent(text);
    return { ...found, node: copy };
  };
  return {
    headroom,
    postprocessNodes: (nodes, query) => Promise.all(nodes.map((found) => compress(found, textOf(query)))),
  };
}

/** The text of a query, which may come in parts. */
function textOf(query: unknown): string | undefined {
  if (!Array.isArray(query)) return typeof query === 'string' ? query : undefined;
  return query.map((part) => (part as { text?: unknown } | null)?.text ?? '').join('\n');
}
