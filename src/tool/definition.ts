import { argument, lookAt, OBJECT } from '../errors/index.js';
import type { Fields } from '../providers/index.js';
import { TOOL } from './description.js';
import { shapeNamed, shapeOf } from './registry.js';
import type { RetrieveTool, ToolShape } from './types.js';

/**
 * The tool `headroom_retrieve` as a provider takes it among its tools; for Gemini, among `functionDeclarations`. Each time the same bytes, in an object of
 * your own.
 *
 * @throws {@link ConfigurationError} for another shape.
 */
export function retrieveTool<S extends ToolShape>(shape: S): RetrieveTool[S] {
  return structuredClone(shapeNamed(shape).tool.define(TOOL)) as unknown as RetrieveTool[S];
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
  return lookAt(
    'request',
    () => shapeOf(request, shape).tool.withTool(request as unknown as Fields, structuredClone(TOOL)) as unknown as Q,
  );
}
