import type { Message, Text } from './provider.js';

/** Texts by the way to them. */
type Changes = Map<string | number, Changes | string>;

/** The message with other texts in some places; what is not on the way to one is the message's own. */
export function replaced<M extends Message>(message: M, texts: readonly Text[]): M {
  const changes: Changes = new Map();
  for (const { path, text } of texts) {
    let at = changes;
    for (const key of path.slice(0, -1)) {
      const next = (at.get(key) ?? new Map()) as Changes;
      at.set(key, next);
      at = next;
    }
    at.set(path.at(-1)!, text);
  }
  return changed(message, changes) as M;
}

function changed(value: unknown, changes: Changes | string): unknown {
  if (typeof changes === 'string') return changes;
  const copy = (Array.isArray(value) ? value.slice() : { ...(value as object) }) as Record<string | number, unknown>;
  for (const [key, change] of changes) copy[key] = changed(copy[key], change);
  return copy;
}
