import { argument, lookAt, OBJECT } from '../errors/index.js';
import { shapeNamed, shapeOf } from './registry.js';
import type { ToolShape } from './shape.js';

/** A JSON Schema of an object. */
interface Parameters {
  type: 'object';
  properties: Record<string, Record<string, unknown>>;
  required: string[];
  /** SDKs take any other field, too. */
  [name: string]: unknown;
}

/** The tool as each provider takes it. */
export interface RetrieveTool {
  anthropic: { name: string; description: string; input_schema: Parameters };
  openai: { type: 'function'; function: { name: string; description: string; parameters: Parameters } };
  responses: { type: 'function'; name: string; description: string; parameters: Parameters; strict: false };
  /** One of the `functionDeclarations`. Its SDK has an enum for types, and these are the same values. */
  gemini: { name: string; description: string; parameters: Record<string, unknown> };
  bedrock: { toolSpec: { name: string; description: string; inputSchema: { json: Parameters } } };
}

/**
 * The tool `headroom_retrieve` as a provider takes it among its tools; for Gemini, among `functionDeclarations`. Each time the same bytes, in an object of
 * your own.
 *
 * @throws {@link ConfigurationError} for another shape.
 */
export function retrieveTool<S extends ToolShape>(shape: S): RetrieveTool[S] {
  return structuredClone(shapeNamed(shape).tool) as unknown as RetrieveTool[S];
}

/**
 * The request with the tool `headroom_retrieve` as the last of its tools, in the shape that the request has; the request itself where it has it. Tools come
 * before messages in a prompt cache: a conversation has it from its first request on, or never.
 *
 * @param shape - where it cannot be told from the request, as with the bare messages of a model behind a router.
 * @throws {@link ConfigurationError} for a request of no shape that is known.
 */
export function withRetrieveTool<Q extends object>(request: Q, shape?: ToolShape): Q {
  argument('request', request, OBJECT);
  return lookAt('request', () => {
    const own = shape === undefined ? shapeOf(request) : shapeNamed(shape);
    return own.withTool(request as unknown as Record<string, unknown>) as unknown as Q;
  });
}
