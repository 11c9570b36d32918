// Looks into the bodies of requests.
import { ConfigurationError } from '../errors/index.js';
import { isRecord } from './look.js';
import type { Fields, Message } from './message.js';
import { isMessage } from './reader.js';
import { PROVIDERS, providersWith, type With } from './registry.js';

/** The messages in a value, and what the value is with others in their place. */
export interface Conversation {
  readonly messages: readonly Message[];
  readonly wrap: (messages: readonly Message[]) => unknown;
}

/** Fields in which requests have their messages. The last providers of the list have those that most requests have. */
const LISTS = [...new Set(PROVIDERS.map(({ messages }) => messages.list))].reverse();
const WRAPPERS = PROVIDERS.flatMap(({ messages }) => messages.wrappers ?? []);
/** A list may claim to be longer than memory. */
const MAX_MESSAGES = 1 << 20;

/** The provider that a request is for. @throws `ConfigurationError` where that cannot be told. */
export function providerOfRequest(request: unknown): With<'request'> {
  if (isRecord(request) && LISTS.some((name) => isHuge(request[name])))
    throw new ConfigurationError('`request` has more than 1,048,576 messages', 'request');
  const provider = isRecord(request) ? providersWith('request').find((own) => own.request.matches(request)) : undefined;
  if (!provider)
    throw new ConfigurationError('`request` has no `messages`, `input` or `contents` in a known shape', 'request');
  return provider;
}

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

/** Whether a body asks its provider to drop earlier messages when there are many: all that the ways of the providers may drop but thinking. */
export function dropsHistory(body: unknown): boolean {
  if (!isRecord(body)) return false;
  const parts = providersWith('request').map(({ request }) => request);
  const extras = parts.flatMap((part) => (part.extras === undefined ? [] : [body[part.extras]]));
  return [body, ...extras].filter(isRecord).some((fields) => parts.some((part) => part.dropsHistory?.(fields)));
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

function isHuge(list: unknown): boolean {
  return Array.isArray(list) && list.length > MAX_MESSAGES;
}
