import type { Fields, Message, Text } from './message.js';

type Container = Record<string | number, unknown>;

/** A message in which texts are replaced one by one. What is not on the way to one is the message's own. */
export class Draft<M extends Message> {
  readonly message: M;
  /** The containers that are copies. */
  readonly #copies = new Set<unknown>();

  constructor(message: M) {
    this.message = this.#copyOf(message) as unknown as M;
  }

  /** Puts a text in the place of another. */
  replace({ path, text }: Text): void {
    let at = this.message as unknown as Container;
    for (const key of path.slice(0, -1)) {
      if (!this.#copies.has(at[key])) at[key] = this.#copyOf(at[key]);
      at = at[key] as Container;
    }
    at[path.at(-1)!] = text;
  }

  #copyOf(value: unknown): Container {
    const copy = (Array.isArray(value) ? value.slice() : { ...(value as object) }) as Container;
    this.#copies.add(copy);
    return copy;
  }
}

/** Content with one more part at its end: a list gets longer, a text goes on. */
export function longer(content: unknown, text: string, part: Fields): unknown {
  if (Array.isArray(content)) return [...content, part];
  return typeof content === 'string' && content !== '' ? `${content}\n\n${text}` : text;
}
