// Claude Code: a line for each content block. The blocks of one answer share the id of their message.
import { isRecord } from '../../providers/index.js';
import type { Conversation } from './replay.js';
import { numberIn, requestOf, timeIn, type Request } from './usage.js';

interface Line {
  readonly role: 'user' | 'assistant';
  readonly content: unknown;
  readonly id: unknown;
  readonly model: string | undefined;
}

interface Message {
  readonly role: 'user' | 'assistant';
  content: unknown;
}

/** What one model saw: the main conversation, or that of a subagent. */
interface Thread {
  readonly conversation: { model: string | undefined; readonly messages: Message[] };
  readonly byId: Map<unknown, Message>;
}

/** The conversations in the lines of a session. A compaction starts a new one. */
export function claudeConversations(records: readonly Record<string, unknown>[]): Conversation[] {
  const threads = new Map<string, Thread>();
  const threadOf = new Map<unknown, string>();
  const conversations: Conversation[] = [];
  for (const record of records) {
    const line = lineOf(record);
    if (!line) continue;
    const name =
      record['isSidechain'] === true
        ? String(record['agentId'] ?? threadOf.get(record['parentUuid']) ?? record['uuid'])
        : 'main';
    if (record['isSidechain'] === true) threadOf.set(record['uuid'], name);
    let thread = threads.get(name);
    if (!thread || record['isCompactSummary'] === true) {
      thread = { conversation: { model: undefined, messages: [] }, byId: new Map() };
      threads.set(name, thread);
      conversations.push(thread.conversation);
    }
    thread.conversation.model = line.model ?? thread.conversation.model;
    add(thread, line);
  }
  return conversations;
}

function lineOf({ type, message }: Record<string, unknown>): Line | undefined {
  if ((type !== 'user' && type !== 'assistant') || !isRecord(message)) return undefined;
  const { content, id, model } = message;
  // The agent marks messages that it wrote itself as from `<synthetic>`.
  return { role: type, content, id, model: typeof model === 'string' && !model.startsWith('<') ? model : undefined };
}

/** Results of parallel calls stand between the lines of one answer, so that answer need not be the last message. */
function add({ conversation: { messages }, byId }: Thread, { role, content, id }: Line): void {
  const known = id === undefined ? undefined : byId.get(id);
  if (known && Array.isArray(known.content) && Array.isArray(content)) {
    known.content = [...known.content, ...content];
    return;
  }
  const message = { role, content };
  messages.push(message);
  if (id !== undefined) byId.set(id, message);
}

/**
 * The requests in the lines of a session. While a message streams, its records repeat its usage: the last one counts.
 */
export function claudeRequests(records: readonly Record<string, unknown>[]): Request[] {
  const byId = new Map<unknown, Request>();
  let isCompacted = false;
  for (const { type, message, timestamp, isSidechain, agentId, isCompactSummary } of records) {
    isCompacted ||= isCompactSummary === true;
    if (type !== 'assistant' || !isRecord(message) || !isRecord(message['usage'])) continue;
    const { id, model, usage } = message as { id?: unknown; model?: unknown; usage: Record<string, unknown> };
    if (typeof model !== 'string' || model.startsWith('<')) continue;
    const written = isRecord(usage['cache_creation']) ? usage['cache_creation'] : {};
    const counts = {
      input: numberIn(usage, 'input_tokens'),
      cacheRead: numberIn(usage, 'cache_read_input_tokens'),
      cacheWrite: numberIn(usage, 'cache_creation_input_tokens'),
      output: numberIn(usage, 'output_tokens'),
    };
    const more = {
      at: timeIn(timestamp),
      thread: isSidechain === true ? `side ${String(agentId)}` : 'main',
      isCompacted: byId.get(id)?.isCompacted ?? isCompacted,
      isLongLived: numberIn(written, 'ephemeral_1h_input_tokens') > 0,
    };
    byId.set(id ?? message, requestOf(model, counts, more));
    isCompacted = false;
  }
  return [...byId.values()];
}
