import { optionsOf, type Checks } from '../../errors/index.js';
import { Headroom } from '../../headroom/index.js';
import type { Message } from '../../providers/index.js';
import { HEADROOM, modeOf } from '../options.js';

/** How prompts are compressed. */
export interface MiddlewareOptions {
  /** What compresses them. Default: a new instance. */
  headroom?: Headroom;
}

/** What is read of a call's parameters. */
interface CallParams {
  prompt: Message[];
  abortSignal?: AbortSignal | undefined;
}

/** A middleware for language models of the AI SDK, for its versions 5 and 6. */
export interface HeadroomMiddleware {
  /** What version 6 asks for. */
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

const CHECKS: Checks<MiddlewareOptions> = { headroom: HEADROOM };

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
  const { headroom = new Headroom() } = optionsOf(options, CHECKS);
  const session = headroom.session();
  return {
    specificationVersion: 'v3',
    middlewareVersion: 'v2',
    headroom,
    async transformParams({ params, model }) {
      try {
        const { prompt, abortSignal } = params;
        const { messages } = await session.compress(prompt, {
          exactOnly: true,
          mode: modeOf(headroom),
          model: model.modelId,
          ...(abortSignal && { signal: abortSignal }),
        });
        return { ...params, prompt: messages };
      } catch {
        return params;
      }
    },
  };
}
