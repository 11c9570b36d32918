// OpenAI Chat Completions, and what speaks like it.
import { isRecord, type Fields, type Message } from '../../providers/index.js';
import { listOf, type Dialogue, type Reply } from '../dialogue.js';
import { OpenAIListener } from './listener.js';

/** Servers of others say `stop` where OpenAI says `tool_calls`. */
const WAITS: ReadonlySet<unknown> = new Set(['tool_calls', 'stop']);

export const openai: Dialogue = {
  shape: 'openai',
  key: 'messages',
  messagesIn: listOf,
  read,
  answer: (results) => results as Message[],
  listen: () => new OpenAIListener(read),
};

function read(response: unknown): Reply | undefined {
  if (!isRecord(response) || !Array.isArray(response['choices']) || response['choices'].length !== 1) return undefined;
  const choice: unknown = response['choices'][0];
  if (!isRecord(choice) || !isRecord(choice['message'])) return undefined;
  const { message, finish_reason: reason } = choice;
  const calls = Array.isArray(message['tool_calls']) ? message['tool_calls'].filter(isRecord) : [];
  return {
    messages: [message as Fields],
    calls,
    waits: WAITS.has(reason),
    usage: isRecord(response['usage']) ? response['usage'] : undefined,
  };
}
