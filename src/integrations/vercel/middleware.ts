import type { Headroom } from '../../headroom/index.js';
import type { Message } from '../../providers/index.js';
import { LiveConversations } from '../live.js';
import { headroomFrom, type IntegrationOptions } from '../options.js';
import { TRANSLATION } from './messages.js';

/** How prompts are compressed. */
export type MiddlewareOptions = IntegrationOptions;

/** What is read of a call's parameters. */
interface CallParams {
  prompt: Message[];
  abortSignal?: AbortSignal | undefined;
}

/** A middleware for language models of the AI SDK, for its versions 5, 6 and 7. */
export interface HeadroomMiddleware {
  /** What version 6 asks for; version 7 takes it, too. */
  readonly specificationVersion: 'v3';
  /** What version 5 asks for. */
  readonly middlewareVersion: 'v2';
  /** What compresses: it has the figures. */
  readonly headroom: Headroom;
  /** The parameters of a call with a compressed prompt; as they are where it cannot be compressed. */
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
    async transformParams({ params, model }) {
      const { prompt, abortSignal: signal } = params;
      const sent = await live.compress(prompt, TRANSLATION, { model: model.modelId, signal });
      return sent === prompt ? params : { ...params, prompt: sent };
    },
  };
}
