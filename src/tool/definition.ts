import { argument, lookAt, OBJECT } from '../errors/index.js';
import type { Fields } from '../providers/index.js';
import { TOOL } from './description.js';
import { shapeNamed, shapeOf } from './registry.js';
import type { RetrieveTool, ToolShape } from './types.js';

/**
 * The definition of the tool `headroom_retrieve`, in the shape in which a provider takes it among its tools; for
 * Gemini, among `functionDeclarations`. The bytes are always the same, and the object is the caller's own.
 *
 * @throws `ConfigurationError` for another shape.
 *
 * @example
 * ```ts
 * import { retrieveTool } from '@headroom/native/retrieval';
 *
 * console.log(retrieveTool('anthropic').name); // headroom_retrieve
 * ```
 */
export function retrieveTool<S extends ToolShape>(shape: S): RetrieveTool[S] {
  return structuredClone(shapeNamed(shape).tool.define(TOOL)) as unknown as RetrieveTool[S];
}

/**
 * Adds the tool `headroom_retrieve` to a request, as the last of its tools and in the shape of the request. A request
 * that has it already comes back as the same object. Tools precede messages in a prompt cache: add it from the first
 * request of a conversation on, or never.
 *
 * @param shape - needed if the request does not show its provider, as with bare messages for a model behind a router.
 * @throws `ConfigurationError` for a request in an unknown shape.
 *
 * @example
 * ```ts
 * import { withRetrieveTool } from '@headroom/native/retrieval';
 *
 * const request = withRetrieveTool({ model, max_tokens: 1024, system, tools, messages }, 'anthropic');
 * console.log(request.tools.length); // 1
 * ```
 */
export function withRetrieveTool<Q extends object>(request: Q, shape?: ToolShape): Q {
  argument('request', request, OBJECT);
  return lookAt(
    'request',
    () => shapeOf(request, shape).tool.withTool(request as unknown as Fields, structuredClone(TOOL)) as unknown as Q,
  );
}
