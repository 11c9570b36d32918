// A hook and a reducer for LangGraph, whose state holds LangChain's messages.
import { compressText } from '../../api/index.js';
import { argument, FUNCTION } from '../../errors/index.js';
import { LiveConversations } from '../live.js';
import { headroomFrom, type IntegrationOptions } from '../options.js';
import { translation, withContent, type LangChainMessage } from './messages.js';

interface State<M> {
  readonly messages: readonly M[];
}

/** The hook's update of a state. */
interface ModelInput<M> {
  llmInputMessages: M[];
}

/**
 * A hook for `preModelHook` of LangGraph's `createReactAgent`. The model gets the messages compressed without loss,
 * and the state keeps them whole.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { preModelHook } from '@headroom/native/langchain';
 *
 * const agent = createReactAgent({ llm, tools, preModelHook: preModelHook() });
 * ```
 */
export function preModelHook(
  options?: IntegrationOptions,
): <M extends LangChainMessage>(state: State<M>, config?: { signal?: AbortSignal }) => Promise<ModelInput<M>> {
  const live = new LiveConversations(headroomFrom(options));
  return async (state, config) => {
    const sent = await live.compress(state.messages, translation(), { signal: config?.signal });
    return { llmInputMessages: [...sent] };
  };
}

/**
 * A reducer for the messages of a state. It compresses tool results as they are added, without loss and on this
 * thread. So the stored, checkpointed and sent messages are shorter. Each result is compressed by itself and stays
 * the same from then on.
 *
 * @param reducer - merges the messages: `messagesStateReducer`.
 * @throws `ConfigurationError` if that is no function.
 *
 * @example
 * ```ts no-run
 * import { Annotation, messagesStateReducer } from '@langchain/langgraph';
 * import { compressingReducer } from '@headroom/native/langchain';
 *
 * const messages = Annotation({ reducer: compressingReducer(messagesStateReducer), default: () => [] });
 * ```
 */
export function compressingReducer<L, R, S>(reducer: (left: L, right: R) => S): (left: L, right: R) => S {
  argument('reducer', reducer, FUNCTION);
  return (left, right) => reducer(left, (Array.isArray(right) ? right.map(compressed) : compressed(right)) as R);
}

function compressed(message: unknown): unknown {
  const { content, tool_call_id } = { ...(message as { content?: unknown; tool_call_id?: unknown }) };
  if (typeof content !== 'string' || tool_call_id === undefined) return message;
  const { text } = compressText(content, { exactOnly: true });
  return text === content ? message : withContent(message as LangChainMessage, text);
}
