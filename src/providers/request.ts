// Reads the bodies of requests.
import { ConfigurationError } from '../errors/index.js';
import { isRecord } from './look.js';
import type { Fields, Message } from './message.js';
import { isMessage } from './reader.js';
import { PROVIDERS, providersWith, type With } from './registry.js';

/** The messages in a body. `wrap` returns the body with other messages in their place. */
export interface Conversation {
  readonly messages: readonly Message[];
  readonly wrap: (messages: readonly Message[]) => unknown;
}

/**
 * Fields in which requests have their messages. They are in reverse order of the providers, so that the most common
 * field comes first.
 */
const LISTS = [...new Set(PROVIDERS.map(({ messages }) => messages.list))].reverse();
const WRAPPERS = PROVIDERS.flatMap(({ messages }) => messages.wrappers ?? []);
/** Maximum number of messages: a sparse array or a proxy can claim any length. */
const MAX_MESSAGES = 1 << 20;

/** The provider that a request is for. @throws `ConfigurationError` if no provider recognises the request. */
export function providerOfRequest(request: unknown): With<'request'> {
  if (isRecord(request) && LISTS.some((name) => isHuge(request[name])))
    throw new ConfigurationError('`request` has more than 1,048,576 messages', 'request');
  const provider = isRecord(request) ? providersWith('request').find((own) => own.request.matches(request)) : undefined;
  if (!provider)
    throw new ConfigurationError('`request` has no `messages`, `input` or `contents` in a known shape', 'request');
  return provider;
}

/**
 * The conversation in a parsed body, which is a list of messages, or a request of any provider; undefined for anything
 * else.
 */
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

/**
 * Whether a body allows its provider to drop earlier messages when the context is full. Options that drop only thinking
 * do not count.
 */
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

/**
 * The messages in a field. A prompt that is a string has none, because nothing in it is ever changed. A single message
 * needs no list.
 */
function listIn(value: unknown): readonly Message[] | undefined {
  if (typeof value === 'string') return [];
  if (Array.isArray(value)) return value.length === 0 || value.some(isMessage) ? value : undefined;
  return isMessage(value) ? [value] : undefined;
}

function isHuge(list: unknown): boolean {
  return Array.isArray(list) && list.length > MAX_MESSAGES;
}
