// Remembers texts that look compressed but were sent unchanged, because they may not be rewritten. Expanding cannot
// tell such a text from a compressed one. The note lives as long as the message.
import type { Message, Path } from '../providers/index.js';

const paths = new WeakMap<Message, Set<string>>();

/** Notes that the text at `path` of a message was not compressed by us. */
export function noteLookAlike(message: Message, path: Path): void {
  const noted = paths.get(message);
  if (noted) noted.add(keyOf(path));
  else paths.set(message, new Set([keyOf(path)]));
}

/** Whether {@link noteLookAlike} noted this text. */
export function isLookAlike(message: Message, path: Path): boolean {
  return paths.get(message)?.has(keyOf(path)) === true;
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}
