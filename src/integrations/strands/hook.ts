import { headroomFrom, type IntegrationOptions } from '../options.js';
import { ToolOutputs } from '../outputs.js';

/** What is read of a part of a result. */
interface Block {
  readonly type?: unknown;
  readonly text?: unknown;
}

/** The event after a call of a tool, whose result may be replaced. */
interface ToolCallEvent {
  readonly toolUse: { readonly name: string };
  result: { readonly content: readonly object[] };
}

/**
 * A callback for `AfterToolCallEvent` of Strands Agents: what tools answer is compressed, without loss, before it becomes a part of the conversation.
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

/** An instance of the same class with other fields. */
function withFields<T extends object>(instance: T, fields: object): T {
  return Object.assign(Object.create(Object.getPrototypeOf(instance)) as T, instance, fields);
}
