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
  return type ? { ...part, output: { ...(output as Fields), type, value: textOf((output as Fields)['value']) } } : part;
}

/**
 * A structured result as text: its JSON. A text itself, and the only text of an MCP server's result, stays as it is,
 * because JSON would escape its line breaks.
 */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { content, ...more } = isRecord(value) ? (value as Fields) : {};
  const [part, ...others] = Array.isArray(content) ? content : [];
  const isText = isRecord(part) && part['type'] === 'text' && typeof part['text'] === 'string';
  const isAlone = others.length === 0 && Object.keys(more).every((name) => name === 'isError' && more[name] === false);
  return isText && isAlone && Object.keys(part).length === 2 ? (part['text'] as string) : JSON.stringify(value);
}

function isSame(part: Fields, sent: Fields): boolean {
  return JSON.stringify(part['output']) === JSON.stringify(sent['output']);
}
