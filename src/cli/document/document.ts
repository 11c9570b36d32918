import { constants, isUtf8 } from 'node:buffer';
import { isJson } from '../../engine/index.js';
import { isRecord, providerOf, type Message } from '../../providers/index.js';

/** What was given: a conversation as JSON, any other JSON, any other text, or bytes that are no text. */
export type Document =
  | { readonly type: 'conversation'; readonly text: string; readonly messages: readonly Message[]; readonly wrap: (messages: readonly Message[]) => unknown }
  | { readonly type: 'json' | 'text'; readonly text: string }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array };

/** Finds out what the bytes are. */
export function open(bytes: Uint8Array): Document {
  if (!isUtf8(bytes) || bytes.length > constants.MAX_STRING_LENGTH) return { type: 'bytes', bytes };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  if (!isJson(text)) return { type: 'text', text };
  return conversation(text) ?? { type: 'json', text };
}

/** A list of messages, or an object with one: the body of a request. */
function conversation(text: string): Document | undefined {
  // No message is without a role, and large documents are not parsed in vain.
  if (!text.includes('"role"')) return undefined;
  const value = parse(text);
  if (isConversation(value)) return { type: 'conversation', text, messages: value, wrap: (messages) => messages };
  if (!isRecord(value) || !isConversation(value['messages'])) return undefined;
  return { type: 'conversation', text, messages: value['messages'], wrap: (messages) => ({ ...value, messages }) };
}

/** Other records have roles too, so content, or what stands for it, is asked for. */
function isConversation(value: unknown): value is Message[] {
  return Array.isArray(value) && value.length > 0 && value.every((message) => isRecord(message) && ('content' in message || 'tool_calls' in message)) && providerOf(value) !== undefined;
}

/** What the addon takes for JSON may be deeper than V8 reads. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
