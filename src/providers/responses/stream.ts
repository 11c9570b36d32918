// The stream of Responses: items that are added, grow and are done, between the creation of a response and its completion.
import type { Reply } from '../dialogue.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';
import { changed, type Gate, type Listener, type StreamPart } from '../stream.js';
import { summed } from '../summed.js';
import { dialogue, isCall } from './dialogue.js';

/** What is said once, at the start. */
const STARTS: ReadonlySet<unknown> = new Set(['response.created', 'response.queued', 'response.in_progress']);
const ENDS: ReadonlySet<unknown> = new Set(['response.completed', 'response.incomplete', 'response.failed']);

export const stream: StreamPart = { listen: () => new ResponsesListener() };

/**
 * Makes one response of several: its items and its events go on counting, and it is created and completed once. What is completed is the last one, by whose
 * id the provider knows all of the conversation.
 */
class ResponsesListener implements Listener {
  #gate!: Gate;
  #spent: Fields | undefined;
  #round = 0;
  #end: Fields | undefined;
  /** The number of the next event for the caller. */
  #sequence: number | undefined;
  /** The items that the caller got. */
  readonly #items: unknown[] = [];
  #next = 0;
  #places!: Map<unknown, number>;
  /** Items of this round that are held back. */
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

  /** Whether the caller got the items of one round in their order. */
  #isAsItCame(): boolean {
    return this.#round === 1 && [...this.#places].every(([index, place]) => index === place);
  }
}
