// Responses of Gemini's generateContent.
import type { DialoguePart, Reply } from '../dialogue.js';
import { isRecord } from '../look.js';
import type { Fields, Message } from '../message.js';

export const dialogue: DialoguePart = {
  messagesIn,
  read,
  answer: (results) => [{ role: 'user', parts: results }],
};

/** The SDK accepts a string, a part, a list of parts or a single message in place of a list of messages. */
function messagesIn(value: unknown): readonly Message[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.every((own) => isRecord(own) && 'parts' in own)) return list as Message[];
  return [{ role: 'user', parts: list.map((part) => (typeof part === 'string' ? { text: part } : part)) }];
}

function read(response: unknown): Reply | undefined {
  if (!isRecord(response) || !Array.isArray(response['candidates']) || response['candidates'].length !== 1)
    return undefined;
  const candidate: unknown = response['candidates'][0];
  if (!isRecord(candidate)) return undefined;
  const { content, finishReason = 'STOP' } = candidate;
  const parts = isRecord(content) && Array.isArray(content['parts']) ? content['parts'].filter(isRecord) : [];
  const calls = parts.filter((part) => callIn(part) !== undefined);
  const areWhole = !calls.some((part) => isInPieces(callIn(part)!));
  const usage = response['usageMetadata'];
  return {
    messages: parts.length > 0 ? [content as Fields] : [],
    calls,
    waits: finishReason === 'STOP' && areWhole,
    usage: isRecord(usage) ? usage : undefined,
  };
}

/** The call in a part. */
export function callIn(part: Fields): Fields | undefined {
  const call = part['functionCall'] ?? part['function_call'];
  return isRecord(call) ? call : undefined;
}

/**
 * Whether the arguments of a call arrive in fragments. Vertex does this on request. The caller who requested it handles
 * such calls.
 */
export function isInPieces(call: Fields): boolean {
  return 'partialArgs' in call || call['willContinue'] === true;
}
