// Messages of the AI SDK. The model gets structured results as JSON. Compressed as one text, they get shorter than
// string by string.
import { isRecord, type Message } from '../../providers/index.js';
import type { Translation } from '../live.js';

type Fields = Readonly<Record<string, unknown>>;

/** The types of structured results, and of the same results as text. */
const TEXTS: ReadonlyMap<unknown, string> = new Map([
  ['json', 'text'],
  ['error-json', 'error-text'],
]);

/** Converts structured results to text. */
export const TRANSLATION: Translation<Message> = {
  read: (message) => withParts(message, asText),
  write: (message, sent) => {
    const { content } = sent as { content: readonly Fields[] };
    return withParts(message, (part, at) => (isSame(asText(part), content[at]!) ? part : content[at]!));
  },
};

function withParts(message: Message, change: (part: Fields, at: number) => Fields): Message {
  const { role, content } = message as { role?: unknown; content?: unknown };
  return role === 'tool' && Array.isArray(content) ? { ...message, content: content.map(change) } : message;
}

/** Converts one part of a message, in the way in which the providers of the AI SDK send it. */
function asText(part: Fields): Fields {
  const { output } = part;
  const type = isRecord(output) ? TEXTS.get(output['type']) : undefined;
  return type
    ? { ...part, output: { ...(output as Fields), type, value: JSON.stringify((output as Fields)['value']) } }
    : part;
}

function isSame(part: Fields, sent: Fields): boolean {
  return JSON.stringify(part['output']) === JSON.stringify(sent['output']);
}
