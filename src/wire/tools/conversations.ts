import type { Span } from '../fields.js';
import type { Beginning, Memory } from '../retrieval/index.js';
import { slimTools } from './slim.js';

/** Bytes of JSON that make a token, roughly. */
const BYTES_PER_TOKEN = 4;

/** A source with slimmer tools, and about how many tokens that saved. */
export interface Slimmed {
  readonly source: Buffer;
  readonly tokens: number;
}

/** Slims the tools of conversations: from the first request on, or never, because tools come before messages in a prompt cache. */
export class SlimTools {
  readonly #memory: Memory;
  readonly #mayBegin: boolean;

  /** @param mayBegin - false: only conversations that began with slim tools go on with them. */
  constructor(memory: Memory, mayBegin: boolean) {
    this.#memory = memory;
    this.#mayBegin = mayBegin;
  }

  /** A request with slim tools; nothing where its conversation has them as they are. */
  apply(source: Buffer, tools: Span | undefined, { key, isFirst }: Beginning): Slimmed | undefined {
    if (!tools) return undefined;
    const isKnown = this.#memory.has(key) || (this.#mayBegin && isFirst && this.#memory.add(key));
    if (!isKnown) return undefined;
    const slim = slimTools(source, tools);
    if (slim === source) return undefined;
    return { source: slim, tokens: Math.floor((source.length - slim.length) / BYTES_PER_TOKEN) };
  }
}
