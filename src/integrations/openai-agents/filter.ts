import { isRecord, type Message } from '../../providers/index.js';
import { LiveConversations, type Translation } from '../live.js';
import { headroomFrom, type IntegrationOptions } from '../options.js';

/** The fields of a model call that are read. */
interface ModelCall<D> {
  readonly modelData: D;
}

type Fields = Record<string, unknown>;

/**
 * Items of the Agents SDK, which are nearly those of Responses. The SDK copies them for its filter, which may change
 * the copies, and the SDK keeps track of which is which.
 */
const TRANSLATION: Translation<object> = {
  read(item): Message {
    const { type, callId, ...rest } = item as Fields;
    if (type === 'function_call') return { ...rest, type, call_id: callId };
    if (type !== 'function_call_result') return item;
    const { output } = rest;
    return { type: 'function_call_output', call_id: callId, output: isText(output) ? output['text'] : output };
  },
  write(item, sent) {
    const own = item as Fields;
    if (own['type'] !== 'function_call_result') return Object.assign(own, sent);
    const { output } = sent as Fields;
    return Object.assign(own, { output: isText(own['output']) ? { ...own['output'], text: output } : output });
  },
};

function isText(output: unknown): output is Fields {
  return isRecord(output) && output['type'] === 'text';
}

/**
 * A filter for `callModelInputFilter` of the OpenAI Agents SDK. The model gets tool results compressed without loss.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { modelInputFilter } from '@headroom/native/openai-agents';
 *
 * const runner = new Runner({ callModelInputFilter: modelInputFilter() });
 * ```
 */
export function modelInputFilter(
  options?: IntegrationOptions,
): <D extends { input: object[] }>(call: ModelCall<D>) => Promise<D> {
  const live = new LiveConversations(headroomFrom(options));
  return async ({ modelData }) => ({ ...modelData, input: await live.compress(modelData.input, TRANSLATION) });
}
