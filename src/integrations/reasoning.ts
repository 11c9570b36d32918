// Finds reasoning in messages. Providers may bind it to the messages before it, so nothing before it may be pruned.

/** The types of blocks, and the fields, that have reasoning. */
const NAMES: ReadonlySet<unknown> = new Set([
  'thinking',
  'redacted_thinking',
  'reasoning',
  'reasoning_content',
  'reasoningContent',
  'thoughtSignature',
  'thought_signature',
]);
/** Deeper values are the arguments of tools. */
const MAX_DEPTH = 6;

/** True if one of the messages has reasoning, and if they cannot be read. */
export function hasReasoning(messages: readonly unknown[]): boolean {
  try {
    return messages.some((message) => isWithin(message, 0));
  } catch {
    return true;
  }
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.some((own) => isWithin(own, depth + 1));
  return Object.entries(value).some(
    ([name, own]) =>
      (own !== undefined && own !== null && NAMES.has(name)) ||
      (name === 'type' && NAMES.has(own)) ||
      isWithin(own, depth + 1),
  );
}
