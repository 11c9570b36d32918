import type { Headroom } from '../../headroom/index.js';
import type { Message } from '../../providers/index.js';
import { LiveConversations } from '../live.js';
import { headroomFrom, type IntegrationOptions } from '../options.js';
import { TRANSLATION } from '../vercel/index.js';

/** The fields of a model request that are read. */
interface LlmRequest<M> {
  readonly prompt: M[];
  readonly abortSignal?: AbortSignal | undefined;
}

/** An input processor of Mastra. */
export interface HeadroomProcessor {
  readonly id: 'headroom';
  readonly name: 'Headroom';
  /** The instance that compresses. It has the figures. */
  readonly headroom: Headroom;
  /** Returns the prompt to send. */
  processLLMRequest<M extends Message>(request: LlmRequest<M>): Promise<{ prompt: M[] }>;
}

/**
 * A processor for the `inputProcessors` of a Mastra agent. The model gets tool results compressed without loss, and
 * the memory keeps them whole.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { headroomProcessor } from '@headroom/native/mastra';
 *
 * const agent = new Agent({ name, instructions, model, tools, inputProcessors: [headroomProcessor()] });
 * ```
 */
export function headroomProcessor(options?: IntegrationOptions): HeadroomProcessor {
  const headroom = headroomFrom(options);
  const live = new LiveConversations(headroom);
  return {
    id: 'headroom',
    name: 'Headroom',
    headroom,
    async processLLMRequest<M extends Message>({ prompt, abortSignal: signal }: LlmRequest<M>) {
      return { prompt: (await live.compress<Message>(prompt, TRANSLATION, { signal })) as M[] };
    },
  };
}
