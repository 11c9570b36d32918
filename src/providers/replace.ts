import type { Fields, Message, Path, Text } from './message.js';

type Container = Record<string | number, unknown>;

/**
 * A copy of a message in which texts are replaced one by one. Only the containers on the paths to these texts are
 * copied.
 */
export class Draft<M extends Message> {
  readonly message: M;
  /** The containers that are copied already. */
  readonly #copies = new Set<unknown>();

  constructor(message: M) {
    this.message = this.#copyOf(message) as unknown as M;
  }

  /** Replaces the text at a path. */
  replace({ path, text, write }: Text): void {
    this.put(path, write ? write(text) : text);
  }

  /** Puts a value at a path. */
  put(path: Path, value: unknown): void {
    let at = this.message as unknown as Container;
    for (const key of path.slice(0, -1)) {
      if (!this.#copies.has(at[key])) at[key] = this.#copyOf(at[key]);
      at = at[key] as Container;
    }
    at[path.at(-1)!] = value;
  }

  #copyOf(value: unknown): Container {
    const copy = (Array.isArray(value) ? value.slice() : { ...(value as object) }) as Container;
    this.#copies.add(copy);
    return copy;
  }
}

/** Content with a text at its end: a list gets another part, a string is continued after a blank line. */
export function longer(content: unknown, text: string, part: Fields): unknown {
  if (Array.isArray(content)) return [...content, part];
  return typeof content === 'string' && content !== '' ? `${content}\n\n${text}` : text;
}
