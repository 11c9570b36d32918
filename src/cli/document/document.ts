import { constants, isUtf8 } from 'node:buffer';
import { isJson } from '../../text/index.js';
import { conversationIn, isMessage, type Conversation } from '../../providers/index.js';

/** A parsed input: a conversation as JSON, other JSON, other text, or bytes that are not text. */
export type Document =
  | (Conversation & { readonly type: 'conversation'; readonly text: string })
  | { readonly type: 'json' | 'text'; readonly text: string }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array };

/** Finds out what the bytes are. */
export function open(bytes: Uint8Array): Document {
  if (!isUtf8(bytes) || bytes.length > constants.MAX_STRING_LENGTH) return { type: 'bytes', bytes };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  if (!isJson(text)) return { type: 'text', text };
  return conversation(text) ?? { type: 'json', text };
}

/** Returns the messages if the JSON is a list of messages or the body of a request. */
function conversation(text: string): Document | undefined {
  // A conversation has one of these words. Without them, a large document is not parsed in vain.
  if (!/"(?:role|call_id)"/.test(text)) return undefined;
  const found = conversationIn(parse(text));
  // Other lists may have roles, too, so every entry has to be a message.
  return found && found.messages.length > 0 && found.messages.every(isMessage)
    ? { type: 'conversation', text, ...found }
    : undefined;
}

/** Parses JSON. The addon accepts deeper JSON than V8 can parse. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
