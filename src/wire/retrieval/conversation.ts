// Identifies a conversation, and tells whether it has just begun.
import { hash } from 'node:crypto';
import { fieldsOf, isRecord, piecesOf, type Message } from '../../providers/index.js';
import { elementsIn, type Span } from '../fields.js';

/** The fields in which requests have their messages. */
export const LISTS: readonly string[] = ['messages', 'input', 'contents'];

/** Roles of messages before the model's first answer. Gemini's users need no role. */
const BEFORE: ReadonlySet<unknown> = new Set(['user', 'system', 'developer']);

/** The facts about the conversation in a request. */
export interface Beginning {
  /** A hash of the texts at its beginning. Only texts count, because clients move cache marks from turn to turn. */
  readonly key: string;
  /** True if no model has answered yet. */
  readonly isFirst: boolean;
}

/** The beginning of a conversation. Undefined if there is no list of messages with one of the user. */
export function beginningOf(source: Buffer, fields: ReadonlyMap<string, Span> | undefined): Beginning | undefined {
  const list = LISTS.map((name) => fields?.get(name)).find((span) => span !== undefined);
  return beginningIn(list ? messagesIn(source, list) : []);
}

/** As {@link beginningOf}, for messages. */
export function beginningIn(messages: Iterable<unknown>): Beginning | undefined {
  const users: string[] = [];
  for (const message of messages) {
    const role = roleBefore(message);
    if (role === undefined) return users.length === 0 ? undefined : { key: keyOf(users), isFirst: false };
    // Instructions are not part of the key: they may contain the time.
    if (role === 'user') users.push(JSON.stringify(textsOf(message as Message)));
  }
  return users.length === 0 ? undefined : { key: keyOf(users), isFirst: true };
}

/**
 * The role of the author of a message before the model's first answer. Undefined for a message of a model or a tool.
 */
function roleBefore(message: unknown): unknown {
  if (!isRecord(message)) return undefined;
  const role = fieldsOf(message)['role'] ?? ('parts' in message ? 'user' : undefined);
  return BEFORE.has(role) ? role : undefined;
}

function keyOf(texts: readonly string[]): string {
  return hash('sha256', texts.join(''), 'hex').slice(0, 32);
}

function textsOf(message: Message): string[] {
  return [...piecesOf([message])].flat().map((piece) => ('text' in piece ? piece.text : ''));
}

function* messagesIn(source: Buffer, list: Span): Iterable<unknown> {
  for (const span of elementsIn(source, list)) yield parsed(source, span);
}

function parsed(source: Buffer, { start, end }: Span): unknown {
  try {
    return JSON.parse(source.toString('utf8', start, end));
  } catch {
    return undefined;
  }
}
