// Responses of OpenAI Chat Completions and compatible servers.
import type { DialoguePart, Reply } from '../dialogue.js';
import { isRecord } from '../look.js';
import type { Fields, Message } from '../message.js';

/** Finish reasons of a response that waits for results. Some compatible servers send `stop` instead of `tool_calls`. */
const WAITS: ReadonlySet<unknown> = new Set(['tool_calls', 'stop']);

export const dialogue: DialoguePart = {
  read,
  answer: (results) => results as Message[],
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
