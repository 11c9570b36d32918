// The stream of Messages: blocks start, grow and stop between `message_start` and `message_stop`.
import type { Reply } from '../dialogue.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';
import { changed, type Gate, type Listener, type StreamPart } from '../stream.js';
import { summed } from '../summed.js';
import { Message } from './assembly.js';
import { dialogue } from './dialogue.js';

/** Usage fields that a `message_delta` may have. `message_start` has more detailed ones. */
const COUNTED = [
  'input_tokens',
  'cache_creation_input_tokens',
  'cache_read_input_tokens',
  'output_tokens',
  'output_tokens_details',
  'server_tool_use',
];

export const stream: StreamPart = { listen: () => new AnthropicListener() };

/** Merges the messages of several rounds into one: block indexes continue, and the message starts and stops once. */
class AnthropicListener implements Listener {
  #gate!: Gate;
  #spent: Fields | undefined;
  #message!: Message;
  #isFirst = true;
  /** The index of the next block that the caller gets. */
  #next = 0;
  #places!: Map<unknown, number>;
  /** Indexes of the blocks of this round that are held back. */
  #held!: Set<unknown>;

  begin(gate: Gate, spent: Fields | undefined): void {
    this.#isFirst = this.#message === undefined;
    this.#gate = gate;
    this.#spent = spent;
    this.#message = new Message();
    this.#places = new Map();
    this.#held = new Set();
  }

  *take(event: Fields): Iterable<Fields> {
    this.#message.add(event);
    const { type, index, content_block: block } = event;
    if (type === 'message_start' && !this.#isFirst) return;
    if (type === 'content_block_start' && isRecord(block) && block['type'] === 'tool_use') {
      this.#gate.begin(block);
      if (this.#gate.isOpen) yield* this.rest();
      else this.#held.add(index);
    }
    if (type === 'message_delta') this.#gate.end();
    if (this.#gate.isEnding || (!this.#gate.isOpen && this.#held.has(index))) this.#gate.hold(event);
    else yield this.#passed(event);
  }

  reply(): Reply | undefined {
    return this.#message.isWhole ? dialogue.read(this.#message.fields()) : undefined;
  }

  *rest(): Iterable<Fields> {
    for (const event of this.#gate.release()) yield this.#passed(event);
  }

  #passed(event: Fields): Fields {
    if (event['type'] === 'message_delta') return this.#counted(event);
    if (event['index'] === undefined) return event;
    const place = this.#places.get(event['index']) ?? this.#next++;
    this.#places.set(event['index'], place);
    return place === event['index'] ? event : changed(event, { index: place });
  }

  /** The event with the usage of all rounds, in the fields that a `message_delta` may have. */
  #counted(event: Fields): Fields {
    if (!this.#spent) return event;
    const all = summed(this.#spent, this.#message.usage()) ?? {};
    const said = new Set([...COUNTED, ...Object.keys(isRecord(event['usage']) ? event['usage'] : {})]);
    return changed(event, { usage: Object.fromEntries(Object.entries(all).filter(([name]) => said.has(name))) });
  }
}
