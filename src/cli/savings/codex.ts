// Codex: the items of the Responses API, one on each line. They are converted to Chat Completions.
import { isRecord, type Message } from '../../providers/index.js';
import type { Conversation } from './replay.js';
import { numberIn, requestOf, timeIn, type Request } from './usage.js';

/** The conversations in the lines of a rollout. A compaction starts a new one. */
export function codexConversations(records: readonly Record<string, unknown>[]): Conversation[] {
  const all: Message[][] = [[]];
  let model: string | undefined;
  for (const { type, payload } of records) {
    if (type === 'compacted') all.push([]);
    if (!isRecord(payload)) continue;
    if (type === 'turn_context' && typeof payload['model'] === 'string') model = payload['model'];
    const message = type === 'response_item' ? messageOf(payload) : undefined;
    if (message) all.at(-1)!.push(message);
  }
  return all.map((messages) => ({ model, messages }));
}

function messageOf(item: Record<string, unknown>): Message | undefined {
  switch (item['type']) {
    case 'message':
      return { role: item['role'], content: textIn(item['content']) };
    case 'function_call':
    case 'custom_tool_call':
      return {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: item['call_id'],
            type: 'function',
            function: { name: item['name'], arguments: item['arguments'] ?? item['input'] },
          },
        ],
      };
    case 'function_call_output':
    case 'custom_tool_call_output':
      return { role: 'tool', tool_call_id: item['call_id'], content: textIn(item['output']) };
    default:
      return undefined;
  }
}

function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  const parts: unknown[] = Array.isArray(content) ? content : [];
  return parts.map((part) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('');
}

/** The requests in the lines of a rollout. Each is reported once. Cached tokens are part of the input. */
export function codexRequests(records: readonly Record<string, unknown>[]): Request[] {
  const found: Request[] = [];
  let model = 'unknown';
  let isCompacted = false;
  for (const { type, payload, timestamp } of records) {
    isCompacted ||= type === 'compacted';
    if (!isRecord(payload)) continue;
    if (type === 'turn_context' && typeof payload['model'] === 'string') model = payload['model'];
    const info = type === 'event_msg' && payload['type'] === 'token_count' ? payload['info'] : undefined;
    const last = isRecord(info) && isRecord(info['last_token_usage']) ? info['last_token_usage'] : undefined;
    if (!last) continue;
    const cacheRead = numberIn(last, 'cached_input_tokens');
    const cacheWrite = numberIn(last, 'cache_write_input_tokens');
    const input = Math.max(0, numberIn(last, 'input_tokens') - cacheRead - cacheWrite);
    const counts = { input, cacheRead, cacheWrite, output: numberIn(last, 'output_tokens') };
    found.push(requestOf(model, counts, { at: timeIn(timestamp), isCompacted }));
    isCompacted = false;
  }
  return found;
}
