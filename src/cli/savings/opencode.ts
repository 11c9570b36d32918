// opencode: messages with their parts, from its database or from `opencode export`.
import { isRecord, type Message } from '../../providers/index.js';
import type { Conversation } from './replay.js';
import { numberIn, requestOf, timeIn, type Request } from './usage.js';

type Fields = Record<string, unknown>;

/** The conversation in the messages of a session. None if they are of another agent. A compaction starts a new one. */
export function opencodeConversations(records: readonly Fields[]): Conversation[] {
  const all: { model: string | undefined; messages: Message[] }[] = [];
  for (const { info, parts } of messagesIn(records)) {
    if (all.length === 0 || info['summary'] === true) all.push({ model: undefined, messages: [] });
    const { messages } = all.at(-1)!;
    if (typeof info['modelID'] === 'string') all.at(-1)!.model = info['modelID'];
    const calls = parts.filter(({ type, state }) => type === 'tool' && isRecord(state));
    const content = parts.map(({ type, text }) => (type === 'text' && typeof text === 'string' ? text : '')).join('');
    const tools = calls.length > 0 && { tool_calls: calls.map(asCall) };
    messages.push({ role: info['role'], content, ...tools });
    for (const { callID: id, state } of calls)
      messages.push({ role: 'tool', tool_call_id: id, content: outputIn(state) });
  }
  return all;
}

/** The requests of a session: each answer is one. */
export function opencodeRequests(records: readonly Fields[]): Request[] {
  return messagesIn(records).flatMap(({ info: { role, modelID: model, tokens, time, summary } }) => {
    if (role !== 'assistant' || typeof model !== 'string' || !isRecord(tokens)) return [];
    const cache = isRecord(tokens['cache']) ? tokens['cache'] : {};
    const counts = {
      input: numberIn(tokens, 'input'),
      cacheRead: numberIn(cache, 'read'),
      cacheWrite: numberIn(cache, 'write'),
      output: numberIn(tokens, 'output') + numberIn(tokens, 'reasoning'),
    };
    const at = isRecord(time) ? timeIn(time['created']) : undefined;
    return [requestOf(model, counts, { at, isCompacted: summary === true })];
  });
}

interface Written {
  readonly info: Fields;
  readonly parts: readonly Fields[];
}

function messagesIn(records: readonly Fields[]): Written[] {
  return records.flatMap(({ info, parts }) =>
    isRecord(info) && Array.isArray(parts) && (info['role'] === 'user' || info['role'] === 'assistant')
      ? [{ info, parts: parts.filter(isRecord) }]
      : [],
  );
}

function asCall({ callID: id, tool: name, state }: Fields): object {
  const input = isRecord(state) ? state['input'] : undefined;
  return { id, type: 'function', function: { name, arguments: JSON.stringify(input ?? {}) } };
}

function outputIn(state: unknown): string {
  const { output, error } = state as Fields;
  return typeof output === 'string' ? output : String(error ?? '');
}
