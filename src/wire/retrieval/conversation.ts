// What a conversation is known by, and whether it just begins.
import { createHash } from 'node:crypto';
import { fieldsOf, isRecord, piecesOf, type Message } from '../../providers/index.js';
import { elementsIn, type Span } from '../fields.js';

/** Where requests have their messages. */
export const LISTS: readonly string[] = ['messages', 'input', 'contents'];

/** Roles of those that no model has answered yet. Gemini's users need none. */
const BEFORE: ReadonlySet<unknown> = new Set(['user', 'system', 'developer']);

/** What is known of the conversation in a request. */
export interface Beginning {
  /** Hash of the texts that it begins with. Clients move marks for the cache from turn to turn, so that only texts count. */
  readonly key: string;
  /** Whether no model has answered yet. */
  readonly isFirst: boolean;
}

/** How a conversation begins; nothing where there is no list of messages with a user's. */
export function beginningOf(source: Buffer, fields: ReadonlyMap<string, Span> | undefined): Beginning | undefined {
  const list = LISTS.map((name) => fields?.get(name)).find((span) => span !== undefined);
  return beginningIn(list ? messagesIn(source, list) : []);
}

/** As {@link beginningOf}, for messages. */
export function beginningIn(messages: Iterable<unknown>): Beginning | undefined {
  const hash = createHash('sha256');
  let count = 0;
  for (const message of messages) {
    const role = roleBefore(message);
    if (role === undefined) return count === 0 ? undefined : { key: keyOf(hash), isFirst: false };
    // Instructions may tell the time.
    if (role !== 'user') continue;
    count += 1;
    hash.update(JSON.stringify(textsOf(message as Message)));
  }
  return count === 0 ? undefined : { key: keyOf(hash), isFirst: true };
}

/** The role of who wrote a message before a model did; nothing where a model, or a tool, did. */
function roleBefore(message: unknown): unknown {
  if (!isRecord(message)) return undefined;
  const role = fieldsOf(message)['role'] ?? ('parts' in message ? 'user' : undefined);
  return BEFORE.has(role) ? role : undefined;
}

function keyOf(hash: ReturnType<typeof createHash>): string {
  return hash.digest('hex').slice(0, 32);
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
