// Follows streams of chunks. Each chunk has the new part of a response.
import type { Reply } from './dialogue.js';
import type { Fields } from './message.js';
import type { Gate, Listener } from './stream.js';

/** Describes a provider's chunks. */
export interface ChunkForm {
  /** An empty assembly for the chunks of one response. */
  assemble(): Assembly;
  /** The fields that are equal in all chunks of a response, such as its id. */
  common(chunk: Fields): Fields;
  look(chunk: Fields): Chunk;
  /**
   * A chunk of a later round, rewritten as a chunk of the first response. `common`: the common fields of the first
   * response. `spent`: the usage of earlier rounds.
   */
  later(chunk: Fields, common: Fields, spent: Fields | undefined): Iterable<Fields>;
  /** Reads an assembled response. */
  read(response: unknown): Reply | undefined;
}

/** A response that is assembled from its stream. */
export interface Assembly {
  /** Whether the response is complete and the only candidate. */
  readonly isWhole: boolean;
  add(chunk: Fields): void;
  /** The response in the shape that it has without streaming. */
  fields(): Fields;
}

/** The properties of a chunk that decide whether it is held back. */
export interface Chunk {
  /**
   * Whether we cannot follow the response, so that the caller gets all of it: it has several candidates, or a call in
   * an unknown form.
   */
  readonly isForeign: boolean;
  /** The calls that begin in this chunk. */
  readonly begun: readonly Fields[];
  /** Whether it has any part of a call. */
  readonly hasCalls: boolean;
  /** Whether it has the finish reason. */
  readonly isEnd: boolean;
  /** The chunk without calls and finish reason; undefined if nothing else is in it. */
  said(): Fields | undefined;
  /** The chunk with its calls and finish reason only. */
  waiting(): Fields;
}

/** Merges the responses of several rounds into one, with the common fields of the first and one finish reason. */
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
      // Text is passed on. Calls and the finish reason are held back.
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
