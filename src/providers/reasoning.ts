// Reasoning of a model within a message. Providers sign it, and some bind it to the messages before it.
import { attempt, isRecord } from './look.js';
import type { Message } from './message.js';

/** Types of the parts and items that hold reasoning: Anthropic, OpenAI's Responses, and the AI SDK. */
const TYPES: ReadonlySet<unknown> = new Set(['thinking', 'redacted_thinking', 'reasoning']);
/** Fields of parts that hold reasoning or its signature: Gemini and Bedrock. */
const FIELDS = ['thoughtSignature', 'thought_signature', 'reasoningContent'];

/** Whether a message holds reasoning, or cannot be read. */
export function hasReasoning(message: Message): boolean {
  return (
    attempt(() => {
      const { content, parts } = message as { content?: unknown; parts?: unknown };
      return isReasoning(message) || [content, parts].some((list) => Array.isArray(list) && list.some(isReasoning));
    }) ?? true
  );
}

function isReasoning(part: unknown): boolean {
  return isRecord(part) && (TYPES.has(part['type']) || FIELDS.some((field) => part[field] !== undefined));
}
