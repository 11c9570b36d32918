// Gemini CLI: a record for each message, with the tool results beside their calls.
import { isRecord, type Message } from '../../providers/index.js';
import type { Conversation } from './replay.js';
import { numberIn, requestOf, timeIn, type Request } from './usage.js';

/** The conversation in the records of a session. None if they are of another agent. */
export function geminiConversations(records: readonly Record<string, unknown>[]): Conversation[] {
  const written = geminiMessages(records);
  if (written.length === 0) return [];
  const messages: Message[] = [];
  let model: string | undefined;
  for (const { type, content, toolCalls, model: own } of written) {
    // Tool results are repeated in a message of the user.
    if (type === 'user' && textIn(content) !== '') messages.push({ role: 'user', content: textIn(content) });
    if (type !== 'gemini') continue;
    if (typeof own === 'string') model = own;
    const calls = Array.isArray(toolCalls) ? toolCalls.filter(isRecord) : [];
    messages.push({
      role: 'assistant',
      content: textIn(content),
      ...(calls.length > 0 && { tool_calls: calls.map(asCall) }),
    });
    for (const { id, result } of calls) messages.push({ role: 'tool', tool_call_id: id, content: resultIn(result) });
  }
  return [{ model, messages }];
}

/** The messages in the records of a session, each in its last state. None if they are of another agent. */
function geminiMessages(records: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const all = records.flatMap((record) => {
    const set = record['$set'];
    return isRecord(set) && Array.isArray(set['messages']) ? set['messages'].filter(isRecord) : [record];
  });
  if (!all.some(({ type }) => type === 'gemini')) return [];
  const byId = new Map<unknown, Record<string, unknown>>();
  for (const own of all) if (own['type'] === 'user' || own['type'] === 'gemini') byId.set(own['id'] ?? own, own);
  return [...byId.values()];
}

/** The requests of a session. Cached tokens are part of the input, and thoughts are billed as output. */
export function geminiRequests(records: readonly Record<string, unknown>[]): Request[] {
  return geminiMessages(records).flatMap(({ model, tokens, timestamp }) => {
    if (typeof model !== 'string' || !isRecord(tokens)) return [];
    const cacheRead = numberIn(tokens, 'cached');
    const input = Math.max(0, numberIn(tokens, 'input') - cacheRead);
    const output = numberIn(tokens, 'output') + numberIn(tokens, 'thoughts');
    return [requestOf(model, { input, cacheRead, cacheWrite: 0, output }, { at: timeIn(timestamp) })];
  });
}

function asCall({ id, name, args }: Record<string, unknown>): object {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(args ?? {}) } };
}

function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  const parts: unknown[] = Array.isArray(content) ? content : [content];
  return parts.map((part) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('');
}

/** The output of a tool, in the parts of function responses. */
function resultIn(result: unknown): string {
  const parts: unknown[] = Array.isArray(result) ? result : [result];
  const outputs = parts.map((part) => {
    const response =
      isRecord(part) && isRecord(part['functionResponse']) ? part['functionResponse']['response'] : undefined;
    return isRecord(response) && typeof response['output'] === 'string' ? response['output'] : '';
  });
  return outputs.join('') || textIn(result);
}
