// Copilot CLI: a line for each event of a session.
import { isRecord, type Message } from '../../providers/index.js';
import type { Conversation } from './replay.js';
import { numberIn, requestOf, timeIn, type Request } from './usage.js';

type Fields = Record<string, unknown>;

/** The conversations in the events of a session. A compaction starts a new one. Subagents have their own. */
export function copilotConversations(records: readonly Fields[]): Conversation[] {
  const threads = new Map<unknown, { model: string | undefined; messages: Message[] }>();
  const all: Conversation[] = [];
  const model = modelIn(records);
  for (const { type, data } of eventsIn(records)) {
    if (type === 'session.compaction_complete') threads.clear();
    const message = messageOf(type, data);
    if (!message) continue;
    const name = data['parentToolCallId'] ?? 'main';
    let thread = threads.get(name);
    if (!thread) {
      thread = { model, messages: [] };
      threads.set(name, thread);
      all.push(thread);
    }
    thread.messages.push(message);
  }
  return all;
}

/** The requests of a session. */
export function copilotRequests(records: readonly Fields[]): Request[] {
  let isCompacted = false;
  return eventsIn(records).flatMap(({ type, data, timestamp }) => {
    isCompacted ||= type === 'session.compaction_complete';
    if (type !== 'assistant.usage' || typeof data['model'] !== 'string') return [];
    const [cacheRead, cacheWrite] = [numberIn(data, 'cacheReadTokens'), numberIn(data, 'cacheWriteTokens')];
    const input = Math.max(0, numberIn(data, 'inputTokens') - cacheRead - cacheWrite);
    const counts = { input, cacheRead, cacheWrite, output: numberIn(data, 'outputTokens') };
    const thread = String(data['parentToolCallId'] ?? 'main');
    const request = requestOf(data['model'], counts, { at: timeIn(timestamp), thread, isCompacted });
    isCompacted = false;
    return [request];
  });
}

interface Event {
  readonly type: string;
  readonly data: Fields;
  readonly timestamp: unknown;
}

function eventsIn(records: readonly Fields[]): Event[] {
  return records.flatMap(({ type, data, timestamp }) =>
    typeof type === 'string' && isRecord(data) ? [{ type, data, timestamp }] : [],
  );
}

/** The model that the session used last. */
function modelIn(records: readonly Fields[]): string | undefined {
  const named = eventsIn(records).map(({ data }) => data['newModel'] ?? data['selectedModel'] ?? data['model']);
  return named.findLast((model) => typeof model === 'string') as string | undefined;
}

function messageOf(type: string, data: Fields): Message | undefined {
  switch (type) {
    case 'user.message':
      return { role: 'user', content: String(data['transformedContent'] ?? data['content'] ?? '') };
    case 'assistant.message': {
      const calls = Array.isArray(data['toolRequests']) ? data['toolRequests'].filter(isRecord) : [];
      const tools = calls.length > 0 && { tool_calls: calls.map(asCall) };
      return { role: 'assistant', content: String(data['content'] ?? ''), ...tools };
    }
    case 'tool.execution_complete':
      return { role: 'tool', tool_call_id: data['toolCallId'], content: outputIn(data) };
    default:
      return undefined;
  }
}

function asCall({ toolCallId: id, name, arguments: input }: Fields): object {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(input ?? {}) } };
}

function outputIn({ result, error }: Fields): string {
  if (isRecord(result) && typeof result['content'] === 'string') return result['content'];
  return isRecord(error) ? String(error['message'] ?? '') : '';
}
