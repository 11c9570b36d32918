// Texts that look compressed and went out as they were, because they may not be rewritten. Nothing in such a text
// tells it from one of ours, so expanding has to know: it is remembered by the message, as long as somebody holds
// that.
import type { Message, Path } from '../providers/index.js';

const paths = new WeakMap<Message, Set<string>>();

/** Notes that the text at `path` of a message is none of ours. */
export function noteLookAlike(message: Message, path: Path): void {
  const noted = paths.get(message);
  if (noted) noted.add(keyOf(path));
  else paths.set(message, new Set([keyOf(path)]));
}

/** Whether that was noted. */
export function isLookAlike(message: Message, path: Path): boolean {
  return paths.get(message)?.has(keyOf(path)) === true;
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}
