import type { Message } from '../../providers/index.js';
import { LiveConversations } from '../live.js';
import { headroomFrom, type IntegrationOptions } from '../options.js';
import { TRANSLATION } from './messages.js';

/** The fields of a step that are read. */
interface Step<M> {
  readonly messages: M[];
}

/**
 * A function for `prepareStep` of `generateText` and `streamText`. It compresses the messages of each step without
 * loss. It is not needed if the model is wrapped by `headroomMiddleware`.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { prepareStep } from '@headroom/native/vercel';
 *
 * const { text } = await generateText({ model, tools, prompt, prepareStep: prepareStep() });
 * ```
 */
export function prepareStep(
  options?: IntegrationOptions,
): <M extends Message>(step: Step<M>) => Promise<{ messages: M[] }> {
  const live = new LiveConversations(headroomFrom(options));
  return async <M extends Message>({ messages }: Step<M>) => {
    const sent = await live.compress<Message>(messages, TRANSLATION);
    return { messages: sent as M[] };
  };
}
