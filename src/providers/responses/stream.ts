// The stream of Responses: items are added, grow and are done between `response.created` and `response.completed`.
import type { Reply } from '../dialogue.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';
import { changed, type Gate, type Listener, type StreamPart } from '../stream.js';
import { summed } from '../summed.js';
import { dialogue, isCall } from './dialogue.js';

/** Events that only the first round sends on. */
const STARTS: ReadonlySet<unknown> = new Set(['response.created', 'response.queued', 'response.in_progress']);
const ENDS: ReadonlySet<unknown> = new Set(['response.completed', 'response.incomplete', 'response.failed']);

export const stream: StreamPart = { listen: () => new ResponsesListener() };

/**
 * Merges the responses of several rounds into one: item indexes and sequence numbers continue, and the response is
 * created and completed once. The completed response has the id of the last round, because the provider stores the
 * whole conversation under that id.
 */
class ResponsesListener implements Listener {
  #gate!: Gate;
  #spent: Fields | undefined;
  #round = 0;
  #end: Fields | undefined;
  /** The sequence number of the next event that the caller gets. */
  #sequence: number | undefined;
  /** The items that the caller got, by index. */
  readonly #items: unknown[] = [];
  #next = 0;
  #places!: Map<unknown, number>;
  /** Indexes of the items of this round that are held back. */
  #held!: Set<unknown>;

  begin(gate: Gate, spent: Fields | undefined): void {
    this.#round += 1;
    this.#gate = gate;
    this.#spent = spent;
    this.#end = undefined;
    this.#places = new Map();
    this.#held = new Set();
  }

  *take(event: Fields): Iterable<Fields> {
    const { type, item, output_index: index } = event;
    if (STARTS.has(type) && this.#round > 1) return;
    if (type === 'response.output_item.added' && isRecord(item) && isCall(item)) {
      this.#gate.begin(item);
      if (this.#gate.isOpen) yield* this.rest();
      else this.#held.add(index);
    }
    if (ENDS.has(type)) {
      this.#end = event;
      this.#gate.end();
    }
    if (this.#gate.isEnding || (!this.#gate.isOpen && this.#held.has(index))) this.#gate.hold(event);
    else yield this.#passed(event);
  }

  reply(): Reply | undefined {
    return this.#end && this.#end['type'] !== 'response.failed' ? dialogue.read(this.#end['response']) : undefined;
  }

  *rest(): Iterable<Fields> {
    for (const event of this.#gate.release()) yield this.#passed(event);
  }

  #passed(event: Fields): Fields {
    const changes: Record<string, unknown> = {};
    const { type, item, output_index: index, sequence_number: sequence, response } = event;
    if (typeof sequence === 'number') {
      this.#sequence ??= sequence;
      if (sequence !== this.#sequence) changes['sequence_number'] = this.#sequence;
      this.#sequence += 1;
    }
    if (index !== undefined) {
      const place = this.#places.get(index) ?? this.#next++;
      this.#places.set(index, place);
      if (isRecord(item)) this.#items[place] = item;
      if (place !== index) changes['output_index'] = place;
    }
    if (ENDS.has(type) && isRecord(response) && !this.#isAsItCame()) {
      const usage = isRecord(response['usage']) ? response['usage'] : undefined;
      changes['response'] = changed(response, { output: [...this.#items], usage: summed(this.#spent, usage) ?? null });
    }
    return Object.keys(changes).length > 0 ? changed(event, changes) : event;
  }

  /**
   * Whether the caller got a single round with its items in the original order, so that its last event is right as it
   * is.
   */
  #isAsItCame(): boolean {
    return this.#round === 1 && [...this.#places].every(([index, place]) => index === place);
  }
}
