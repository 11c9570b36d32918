import type { Span } from '../fields.js';
import type { Beginning, Memory } from '../retrieval/index.js';
import { canDefer, deferTools, type Asked } from './defer.js';
import { slimTools } from './slim.js';

/** The typical number of bytes of JSON in a token. */
const BYTES_PER_TOKEN = 4;

/** A source with slimmer tools, and an estimate of the tokens saved. */
export interface Slimmed {
  readonly source: Buffer;
  readonly tokens: number;
}

/**
 * Slims the tools of conversations: from the first request on, or never, because tools come before messages in a
 * prompt cache.
 */
export class SlimTools {
  readonly #memory: Memory;
  readonly #mayBegin: boolean;

  /** @param mayBegin - if false, only conversations that began with slim tools continue with them. */
  constructor(memory: Memory, mayBegin: boolean) {
    this.#memory = memory;
    this.#mayBegin = mayBegin;
  }

  /** Slims the tools of a request. Undefined if its conversation has them unchanged. */
  apply(source: Buffer, tools: Span | undefined, { key, isFirst }: Beginning): Slimmed | undefined {
    if (!tools || !goesOn(this.#memory, key, this.#mayBegin && isFirst)) return undefined;
    const slim = slimTools(source, tools);
    if (slim === source) return undefined;
    return { source: slim, tokens: Math.floor((source.length - slim.length) / BYTES_PER_TOKEN) };
  }
}

/** Defers the tools of conversations: from the first request on, or never. */
export class DeferredTools {
  readonly #memory: Memory;
  readonly #mayBegin: boolean;

  /** @param mayBegin - if false, only conversations that began with deferred tools continue with them. */
  constructor(memory: Memory, mayBegin: boolean) {
    this.#memory = memory;
    this.#mayBegin = mayBegin;
  }

  /** Defers the tools of a request. Undefined if its conversation has them unchanged, or its model cannot search. */
  apply(source: Buffer, tools: Span | undefined, asked: Asked, { key, isFirst }: Beginning): Buffer | undefined {
    if (!tools || !canDefer(asked)) return undefined;
    const deferred = deferTools(source, tools, asked);
    return deferred !== source && goesOn(this.#memory, key, this.#mayBegin && isFirst) ? deferred : undefined;
  }
}

/** Whether a conversation continues with changed tools, or may begin with them. */
function goesOn(memory: Memory, key: string, mayBegin: boolean): boolean {
  return memory.has(key) || (mayBegin && memory.add(key));
}
