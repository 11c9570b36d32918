// The stream of Converse: the only field of an event is its type. Blocks have indexes; the usage comes last.
import type { Reply } from '../dialogue.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';
import { changed, type Gate, type Listener, type StreamPart } from '../stream.js';
import { summed } from '../summed.js';
import { Response } from './assembly.js';
import { dialogue } from './dialogue.js';

export const stream: StreamPart = { listen: () => new ConverseListener() };

/** Fields of an event that belong to a block. */
const OF_BLOCKS = ['contentBlockStart', 'contentBlockDelta', 'contentBlockStop'];

/** Merges the messages of several rounds into one: block indexes continue, and the message starts and stops once. */
class ConverseListener implements Listener {
  #gate!: Gate;
  #spent: Fields | undefined;
  #response: Response | undefined;
  #isFirst = true;
  /** The index of the next block that the caller gets. */
  #next = 0;
  #places!: Map<unknown, number>;
  /** Indexes of the blocks of this round that are held back. */
  #held!: Set<unknown>;

  begin(gate: Gate, spent: Fields | undefined): void {
    this.#isFirst = this.#response === undefined;
    this.#gate = gate;
    this.#spent = spent;
    this.#response = new Response();
    this.#places = new Map();
    this.#held = new Set();
  }

  *take(event: Fields): Iterable<Fields> {
    this.#response!.add(event);
    if (event['messageStart'] !== undefined && !this.#isFirst) return;
    const call = callIn(event);
    const index = indexIn(event);
    if (call) {
      this.#gate.begin(call);
      if (this.#gate.isOpen) yield* this.rest();
      else this.#held.add(index);
    }
    if (event['messageStop'] !== undefined) this.#gate.end();
    if (this.#gate.isEnding || (!this.#gate.isOpen && index !== undefined && this.#held.has(index)))
      this.#gate.hold(event);
    else yield this.#passed(event);
  }

  reply(): Reply | undefined {
    return this.#response?.isWhole ? dialogue.read(this.#response.fields()) : undefined;
  }

  *rest(): Iterable<Fields> {
    for (const event of this.#gate.release()) yield this.#passed(event);
  }

  #passed(event: Fields): Fields {
    const { metadata } = event;
    if (isRecord(metadata) && this.#spent)
      return changed(event, { metadata: { ...metadata, usage: summed(this.#spent, this.#response!.usage) } });
    const index = indexIn(event);
    if (index === undefined) return event;
    const place = this.#places.get(index) ?? this.#next++;
    this.#places.set(index, place);
    return place === index ? event : moved(event, place);
  }
}

/** The call that begins with an event. */
function callIn({ contentBlockStart: block }: Fields): Fields | undefined {
  const start = isRecord(block) ? block['start'] : undefined;
  return isRecord(start) && isRecord(start['toolUse']) ? start : undefined;
}

function indexIn(event: Fields): unknown {
  for (const name of OF_BLOCKS) {
    const value = event[name];
    if (isRecord(value)) return value['contentBlockIndex'];
  }
  return undefined;
}

function moved(event: Fields, contentBlockIndex: number): Fields {
  const changes = OF_BLOCKS.flatMap((name) => {
    const value = event[name];
    return isRecord(value) ? [[name, { ...value, contentBlockIndex }] as const] : [];
  });
  return changed(event, Object.fromEntries(changes));
}
