// Gemini CLI: a record for each message, with the results of tools beside their calls.
import { isRecord, type Message } from '../../providers/index.js';
import type { Conversation } from './replay.js';

/** The conversation in the records of a session; none where they are of another agent. */
export function geminiConversations(records: readonly Record<string, unknown>[]): Conversation[] {
  if (!records.some(({ type }) => type === 'gemini')) return [];
  const messages: Message[] = [];
  let model: string | undefined;
  for (const { type, content, toolCalls, model: own } of records) {
    if (type === 'user') messages.push({ role: 'user', content: textIn(content) });
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
