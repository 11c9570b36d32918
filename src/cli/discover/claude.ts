// Claude Code: a line for each content block; those of one answer share the id of their message.
import { isRecord } from '../../providers/index.js';

interface Line {
  readonly role: 'user' | 'assistant';
  readonly content: unknown;
  readonly id: unknown;
}

interface Message {
  readonly role: 'user' | 'assistant';
  content: unknown;
}

/** What one model saw: the main conversation, or that of a subagent. */
interface Thread {
  readonly messages: Message[];
  readonly byId: Map<unknown, Message>;
}

/** The conversations in the lines of a session; after a compaction a new one starts. */
export function claudeConversations(records: readonly Record<string, unknown>[]): Message[][] {
  const threads = new Map<string, Thread>();
  const threadOf = new Map<unknown, string>();
  const conversations: Message[][] = [];
  for (const record of records) {
    const line = lineOf(record);
    if (!line) continue;
    const name = record['isSidechain'] === true ? String(record['agentId'] ?? threadOf.get(record['parentUuid']) ?? record['uuid']) : 'main';
    if (record['isSidechain'] === true) threadOf.set(record['uuid'], name);
    let thread = threads.get(name);
    if (!thread || record['isCompactSummary'] === true) {
      thread = { messages: [], byId: new Map() };
      threads.set(name, thread);
      conversations.push(thread.messages);
    }
    add(thread, line);
  }
  return conversations;
}

function lineOf({ type, message }: Record<string, unknown>): Line | undefined {
  if ((type !== 'user' && type !== 'assistant') || !isRecord(message)) return undefined;
  return { role: type, content: message['content'], id: message['id'] };
}

/** Results of parallel calls stand between the lines of the answer that made them, so its message may not be the last. */
function add({ messages, byId }: Thread, { role, content, id }: Line): void {
  const known = id === undefined ? undefined : byId.get(id);
  if (known && Array.isArray(known.content) && Array.isArray(content)) {
    known.content = [...known.content, ...content];
    return;
  }
  const message = { role, content };
  messages.push(message);
  if (id !== undefined) byId.set(id, message);
}
