import { ConfigurationError } from '../errors/index.js';
import type { With } from '../providers/index.js';
import { shapeOf, type ToolShape } from '../tool/index.js';

/** A provider whose tools and responses are supported. */
export type Speaking = With<'tool'> & With<'dialogue'>;

/**
 * The provider that a request is for.
 *
 * @throws `ConfigurationError` if no provider recognises the request, or its responses are not supported.
 */
export function providerFor(request: object, shape: ToolShape | undefined): Speaking {
  const provider = shapeOf(request, shape);
  if (!provider.dialogue) throw new ConfigurationError(`retrieval is not supported for ${provider.name}`, 'request');
  return provider as Speaking;
}
