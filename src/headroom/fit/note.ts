// Saying in a conversation that messages are missing.
import { isRecord, type Message } from '../../providers/index.js';

/** The user's message with `note` as one more part of its content, in the message's own shape. */
export function withNote<M extends Message>(message: M, note: string): M {
  const { content, parts } = message as { content?: unknown; parts?: unknown };
  if (Array.isArray(parts)) return { ...message, parts: [...parts, part(parts, note)] };
  if (Array.isArray(content)) return { ...message, content: [...content, part(content, note)] };
  return { ...message, content: typeof content === 'string' && content !== '' ? `${content}\n\n${note}` : note };
}

/** Gemini and Bedrock have parts without a type; what a type is called others' parts say. */
function part(others: readonly unknown[], text: string): object {
  const typed = others.find((other): other is { type: string } => isRecord(other) && typeof other['type'] === 'string');
  if (!typed) return { text };
  return { type: typed.type.startsWith('input_') ? 'input_text' : 'text', text };
}
