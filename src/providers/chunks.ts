// Follows streams of chunks, each with what is new in a response.
import type { Reply } from './dialogue.js';
import type { Fields } from './message.js';
import type { Gate, Listener } from './stream.js';

/** What a provider's chunks are like. */
export interface ChunkForm {
  /** Starts to put a response together. */
  assemble(): Assembly;
  /** The fields that all chunks of a response have in common. */
  common(chunk: Fields): Fields;
  look(chunk: Fields): Chunk;
  /** A chunk of a later round, as one of the first response. `common`: fields of that; `spent`: usage of the rounds before. */
  later(chunk: Fields, common: Fields, spent: Fields | undefined): Iterable<Fields>;
  /** Reads a response. */
  read(response: unknown): Reply | undefined;
}

/** A response, put together from its stream. */
export interface Assembly {
  /** Whether it came to its end, and is the only one. */
  readonly isWhole: boolean;
  add(chunk: Fields): void;
  /** It, as a response that was not streamed. */
  fields(): Fields;
}

/** A chunk, as far as it matters here. */
export interface Chunk {
  /** Whether it is left to the caller: it belongs to one of several answers, or has a call that comes in an unknown way. */
  readonly isForeign: boolean;
  /** The calls that begin in it. */
  readonly begun: readonly Fields[];
  /** Whether any part of a call is in it. */
  readonly hasCalls: boolean;
  /** Whether it has the reason to finish. */
  readonly isEnd: boolean;
  /** The chunk with what is said in it, and nothing that waits; nothing where nothing is said. */
  said(): Fields | undefined;
  /** The chunk with its calls and the reason to finish. */
  waiting(): Fields;
}

/** Makes one response of several: what chunks have in common is that of the first, and there is one reason to finish. */
export class ChunkStream implements Listener {
  readonly #form: ChunkForm;
  #gate!: Gate;
  #spent: Fields | undefined;
  #response: Assembly | undefined;
  #common: Fields | undefined;
  #isFirst = true;

  constructor(form: ChunkForm) {
    this.#form = form;
  }

  begin(gate: Gate, spent: Fields | undefined): void {
    this.#isFirst = this.#response === undefined;
    this.#gate = gate;
    this.#spent = spent;
    this.#response = this.#form.assemble();
  }

  *take(chunk: Fields): Iterable<Fields> {
    this.#response!.add(chunk);
    this.#common ??= this.#form.common(chunk);
    const { isForeign, begun, hasCalls, isEnd, said, waiting } = this.#form.look(chunk);
    if (isForeign) this.#gate.open();
    for (const call of begun) this.#gate.begin(call);
    if (this.#gate.isOpen) {
      yield* this.rest();
      yield* this.#passed(chunk);
    } else if (this.#gate.isEnding) {
      this.#gate.hold(chunk);
    } else if (!hasCalls && !(isEnd && this.#gate.isHolding)) {
      yield* this.#passed(chunk);
    } else {
      // What is said goes on; calls and the reason to finish wait.
      const now = said();
      if (now) yield* this.#passed(now);
      this.#gate.hold(waiting());
      if (isEnd) this.#gate.end();
    }
  }

  reply(): Reply | undefined {
    return this.#response?.isWhole ? this.#form.read(this.#response.fields()) : undefined;
  }

  *rest(): Iterable<Fields> {
    for (const chunk of this.#gate.release()) yield* this.#passed(chunk);
  }

  *#passed(chunk: Fields): Iterable<Fields> {
    if (this.#isFirst) yield chunk;
    else yield* this.#form.later(chunk, this.#common ?? {}, this.#spent);
  }
}
