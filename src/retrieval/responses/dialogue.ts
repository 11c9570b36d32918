// OpenAI Responses: what it puts out is what goes in next.
import { isRecord, type Message } from '../../providers/index.js';
import type { Dialogue, Reply } from '../dialogue.js';
import { isCall, ResponsesListener } from './listener.js';

export const responses: Dialogue = {
  shape: 'responses',
  key: 'input',
  messagesIn(value) {
    if (value === undefined || value === null) return [];
    return typeof value === 'string' ? [{ role: 'user', content: value }] : (value as Message[]);
  },
  keeps: (request) => request['conversation'] !== undefined && request['conversation'] !== null,
  read,
  answer: (results) => results as Message[],
  listen: () => new ResponsesListener(read),
};

function read(response: unknown): Reply | undefined {
  if (!isRecord(response) || !Array.isArray(response['output'])) return undefined;
  const { output, status = 'completed', usage } = response;
  return {
    messages: output as Message[],
    calls: output.filter(isRecord).filter(isCall),
    waits: status === 'completed',
    usage: isRecord(usage) ? usage : undefined,
  };
}
