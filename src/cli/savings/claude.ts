// Claude Code: a line for each content block. The blocks of one answer share the id of their message.
import { isRecord } from '../../providers/index.js';
import type { Conversation } from './replay.js';

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
