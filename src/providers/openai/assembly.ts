// Assembles a completion from the chunks of its stream.
import type { Assembly } from '../chunks.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';

/** The completion as far as the stream has delivered it. */
export class Completion implements Assembly {
  #message: Fields = { role: 'assistant', content: null };
  readonly #calls: Fields[] = [];
  /** The position in `#calls` of the call with a given `index`. */
  readonly #places = new Map<unknown, number>();
  #reason: unknown;
  #usage: unknown;
  #hasOthers = false;

  get isWhole(): boolean {
    return this.#reason !== undefined && !this.#hasOthers;
  }

  add({ choices, usage }: Fields): void {
    if (isRecord(usage)) this.#usage = usage;
    for (const choice of Array.isArray(choices) ? choices.filter(isRecord) : []) {
      if ((choice['index'] ?? 0) !== 0) this.#hasOthers = true;
      if (choice['finish_reason'] !== undefined && choice['finish_reason'] !== null)
        this.#reason = choice['finish_reason'];
      if (!isRecord(choice['delta'])) continue;
      const { tool_calls: calls, role: _role, ...others } = choice['delta'];
      this.#message = merged(this.#message, others);
      for (const { index, ...call } of Array.isArray(calls) ? calls.filter(isRecord) : []) this.#call(index, call);
    }
  }

  #call(index: unknown, call: Fields): void {
    let place = this.#places.get(index);
    const known = place === undefined ? undefined : this.#calls[place]!['id'];
    // Some compatible servers give several calls the same index, or none.
    if (
      place === undefined ||
      (typeof call['id'] === 'string' && call['id'] !== '' && known !== undefined && known !== call['id'])
    )
      place = this.#calls.push({}) - 1;
    this.#places.set(index, place);
    this.#calls[place] = merged(this.#calls[place]!, call);
  }

  fields(): Fields {
    // Beside calls, an empty text becomes `null`: some servers reject an empty string.
    const message =
      this.#calls.length > 0
        ? { ...this.#message, content: this.#message['content'] || null, tool_calls: this.#calls }
        : this.#message;
    return { choices: [{ index: 0, message, finish_reason: this.#reason }], usage: this.#usage };
  }
}

/** Fields that arrive whole, possibly more than once. They are replaced instead of appended to. */
const WHOLE: ReadonlySet<string> = new Set(['id', 'type', 'name']);

/** Merges a delta into the message: texts and lists are appended to, at any depth. */
function merged(of: Fields, delta: Fields): Fields {
  const out: Record<string, unknown> = { ...of };
  for (const [name, value] of Object.entries(delta)) {
    const own = out[name];
    if (value === undefined || value === null) out[name] ??= value;
    else if (typeof own === 'string' && typeof value === 'string' && !WHOLE.has(name)) out[name] = own + value;
    else if (Array.isArray(own) && Array.isArray(value)) out[name] = [...own, ...value];
    else if (isRecord(own) && isRecord(value)) out[name] = merged(own, value);
    else out[name] = value;
  }
  return out;
}
