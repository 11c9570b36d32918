// Where the messages are in the body of a request.
import { isRecord } from './look.js';
import type { Fields, Message } from './provider.js';
import { isMessage } from './registry.js';

/** The messages in a value, and what the value is with others in their place. */
export interface Conversation {
  readonly messages: readonly Message[];
  readonly wrap: (messages: readonly Message[]) => unknown;
}

/** `messages`: Anthropic, OpenAI Chat, Bedrock, Vercel. `input`: OpenAI Responses. `contents`: Gemini. */
const LISTS = ['messages', 'input', 'contents'];
/** Where some clients of Gemini put the whole request. */
const WRAPPERS = ['request', 'generateContentRequest'];

/** The conversation in a parsed body: a list of messages, or an object that holds one where one of the providers has it. */
export function conversationIn(body: unknown): Conversation | undefined {
  if (Array.isArray(body)) return body.some(isMessage) ? { messages: body, wrap: (messages) => messages } : undefined;
  if (!isRecord(body)) return undefined;
  const own = fieldIn(body);
  if (own) return own;
  for (const key of WRAPPERS) {
    const request = body[key];
    const inner = isRecord(request) ? fieldIn(request) : undefined;
    if (inner) return { messages: inner.messages, wrap: (messages) => ({ ...body, [key]: inner.wrap(messages) }) };
  }
  return undefined;
}

function fieldIn(body: Fields): Conversation | undefined {
  for (const key of LISTS) {
    const value = body[key];
    const messages = listIn(value);
    if (messages)
      return {
        messages,
        wrap: (now) => (messages.length === 0 ? body : { ...body, [key]: messages === value ? now : now[0] }),
      };
  }
  return undefined;
}

/** A prompt may be a text, in which nothing is ever changed, and a single message may stand without a list. */
function listIn(value: unknown): readonly Message[] | undefined {
  if (typeof value === 'string') return [];
  if (Array.isArray(value)) return value.length === 0 || value.some(isMessage) ? value : undefined;
  return isMessage(value) ? [value] : undefined;
}
