import { constants, isUtf8 } from 'node:buffer';
import { isJson } from '../../text/index.js';
import { conversationIn, isMessage, type Conversation } from '../../providers/index.js';

/** What was given: a conversation as JSON, any other JSON, any other text, or bytes that are no text. */
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

/** A list of messages, or the body of a request. */
function conversation(text: string): Document | undefined {
  // There is no conversation without one of these, and large documents are not parsed in vain.
  if (!/"(?:role|call_id)"/.test(text)) return undefined;
  const found = conversationIn(parse(text));
  // Lists of other things may have roles, too: here all have to be messages.
  return found && found.messages.length > 0 && found.messages.every(isMessage)
    ? { type: 'conversation', text, ...found }
    : undefined;
}

/** What the addon takes for JSON may be deeper than V8 reads. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
