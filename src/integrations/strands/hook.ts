import { headroomFrom, type IntegrationOptions } from '../options.js';
import { ToolOutputs } from '../outputs.js';

/** The fields of a part of a result that are read. */
interface Block {
  readonly type?: unknown;
  readonly text?: unknown;
}

/** The event after a tool call. Its result may be replaced. */
interface ToolCallEvent {
  readonly toolUse: { readonly name: string };
  result: { readonly content: readonly object[] };
}

/**
 * A callback for `AfterToolCallEvent` of Strands Agents. It compresses tool results without loss before they are
 * added to the conversation.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { afterToolCall } from '@headroom/native/strands';
 *
 * agent.addHook(AfterToolCallEvent, afterToolCall());
 * ```
 */
export function afterToolCall(options?: IntegrationOptions): (event: ToolCallEvent) => Promise<void> {
  const outputs = new ToolOutputs(headroomFrom(options));
  return async (event) => {
    const { result, toolUse } = event;
    const content = await Promise.all(
      result.content.map(async (block) => {
        const { type, text } = block as Block;
        if (type !== 'textBlock' || typeof text !== 'string') return block;
        const sent = await outputs.text(text, { tool: toolUse.name });
        return sent === text ? block : withFields(block, { text: sent });
      }),
    );
    if (content.some((block, at) => block !== result.content[at])) event.result = withFields(result, { content });
  };
}

/** Makes an instance of the same class with other fields. */
function withFields<T extends object>(instance: T, fields: object): T {
  return Object.assign(Object.create(Object.getPrototypeOf(instance)) as T, instance, fields);
}
