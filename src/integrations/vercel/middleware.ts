import type { Headroom } from '../../headroom/index.js';
import { LiveConversations } from '../live.js';
import { headroomFrom, type IntegrationOptions } from '../options.js';
import { promptOf, type CallParams } from './prompt.js';

/** How prompts are compressed. */
export type MiddlewareOptions = IntegrationOptions;

/** A middleware for language models of the AI SDK, for its versions 5, 6 and 7. */
export interface HeadroomMiddleware {
  /** Required by version 6, accepted by version 7. */
  readonly specificationVersion: 'v3';
  /** Required by version 5. */
  readonly middlewareVersion: 'v2';
  /** The instance that compresses. It has the figures. */
  readonly headroom: Headroom;
  /** Returns the parameters with a compressed prompt, or the given ones if it cannot be compressed. */
  transformParams<P extends CallParams>(options: {
    readonly params: P;
    readonly model: { readonly modelId: string };
  }): Promise<P>;
}

/**
 * A middleware that compresses the prompts of a model without loss. Nothing is elided, because only the provider's
 * `fetch` can answer calls of `headroom_retrieve`.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { headroomMiddleware } from '@headroom/native/vercel';
 * import { gateway, wrapLanguageModel } from 'ai';
 *
 * const model = wrapLanguageModel({ model: gateway('anthropic/claude-sonnet-5'), middleware: headroomMiddleware() });
 * console.log(model.modelId);
 * ```
 */
export function headroomMiddleware(options?: MiddlewareOptions): HeadroomMiddleware {
  const headroom = headroomFrom(options);
  const live = new LiveConversations(headroom);
  return {
    specificationVersion: 'v3',
    middlewareVersion: 'v2',
    headroom,
    transformParams: ({ params, model }) => promptOf(live, params, model.modelId),
  };
}
