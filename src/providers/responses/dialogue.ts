// Responses of OpenAI Responses: items of the output are items of the next input.
import type { DialoguePart, Reply } from '../dialogue.js';
import { isRecord } from '../look.js';
import type { Fields, Message } from '../message.js';

/** Types of items that the client has to answer. */
const CALLS: ReadonlySet<unknown> = new Set([
  'function_call',
  'custom_tool_call',
  'local_shell_call',
  'shell_call',
  'apply_patch_call',
  'computer_call',
  'mcp_approval_request',
]);

export const dialogue: DialoguePart = {
  messagesIn(value) {
    if (value === undefined || value === null) return [];
    return typeof value === 'string' ? [{ role: 'user', content: value }] : (value as Message[]);
  },
  keeps: (request) => request['conversation'] !== undefined && request['conversation'] !== null,
  read,
  answer: (results) => results as Message[],
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

/** Whether an item is a call that the client has to answer. */
export function isCall({ type }: Fields): boolean {
  return CALLS.has(type);
}
