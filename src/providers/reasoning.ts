// Reasoning of a model within a message. Providers sign it, and some bind it to the messages before it.
import { attempt, isRecord } from './look.js';
import type { Fields, Message } from './message.js';

/** Types of the parts and items that hold reasoning: Anthropic, OpenAI's Responses, and the AI SDK. */
const TYPES: ReadonlySet<unknown> = new Set(['thinking', 'redacted_thinking', 'reasoning']);
/** Fields that hold reasoning or its signature: of messages in Chat Completions, and of parts in Gemini and Bedrock. */
const FIELDS = ['reasoning_content', 'reasoningContent', 'thoughtSignature', 'thought_signature'];
/** Fields in which SDKs and gateways keep the fields of a provider, by its name. */
const WRAPPERS = ['providerOptions', 'providerMetadata', 'extra_content'];

/** Whether a message holds reasoning, or cannot be read. */
export function hasReasoning(message: Message): boolean {
  return (
    attempt(() => {
      const { content, parts, tool_calls: calls } = message as Fields;
      return (
        isReasoning(message) || [content, parts, calls].some((list) => Array.isArray(list) && list.some(isReasoning))
      );
    }) ?? true
  );
}

function isReasoning(part: unknown): boolean {
  return (
    isRecord(part) && (TYPES.has(part['type']) || hasField(part) || WRAPPERS.some((name) => isWrapped(part[name])))
  );
}

function isWrapped(fields: unknown): boolean {
  return isRecord(fields) && Object.values(fields).some((own) => isRecord(own) && hasField(own));
}

function hasField(part: Fields): boolean {
  return FIELDS.some((name) => part[name] !== undefined && part[name] !== null && part[name] !== '');
}
