// A message, put together from its stream.
import type { Assembly } from '../chunks.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';

/** What is known of a message so far. */
export class Message implements Assembly {
  #start: Fields = {};
  #end: Fields = {};
  #usage: Fields = {};
  readonly #blocks = new Map<unknown, Record<string, unknown>>();
  /** Arguments of calls, which come as pieces of JSON. */
  readonly #inputs = new Map<unknown, string>();
  #isWhole = false;

  get isWhole(): boolean {
    return this.#isWhole;
  }

  add({ type, index, message, content_block: block, delta, usage }: Fields): void {
    if (type === 'message_start' && isRecord(message)) this.#start = message;
    if (type === 'content_block_start' && isRecord(block)) this.#blocks.set(index, { ...block });
    if (type === 'content_block_delta' && isRecord(delta)) this.#grow(index, delta);
    if (type === 'message_delta' && isRecord(delta)) this.#end = { ...this.#end, ...delta };
    if (type === 'message_delta' && isRecord(usage)) this.#usage = usage;
    if (type === 'message_stop') this.#isWhole = true;
  }

  /** What was used: what the start said, and what the end says of it. */
  usage(): Fields {
    const said = Object.entries(this.#usage).filter(([, value]) => value !== null);
    return { ...(isRecord(this.#start['usage']) ? this.#start['usage'] : {}), ...Object.fromEntries(said) };
  }

  fields(): Fields {
    const content = [...this.#blocks].map(([index, block]) =>
      this.#inputs.has(index) ? { ...block, input: inputOf(this.#inputs.get(index)!) } : block,
    );
    return { ...this.#start, ...this.#end, content, usage: this.usage() };
  }

  #grow(index: unknown, { type: _type, ...delta }: Fields): void {
    const block = this.#blocks.get(index);
    if (!block) return;
    for (const [name, value] of Object.entries(delta)) {
      if (name === 'partial_json') this.#inputs.set(index, (this.#inputs.get(index) ?? '') + String(value));
      else if (name === 'citation')
        block['citations'] = [...(Array.isArray(block['citations']) ? block['citations'] : []), value];
      // A signature comes whole; all other texts grow.
      else
        block[name] =
          typeof value === 'string' && typeof block[name] === 'string' && name !== 'signature'
            ? block[name] + value
            : value;
    }
  }
}

/** Where arguments are not checked before they are sent they may be no JSON; then they are handed back in an object like this, as Anthropic's documentation has it. */
function inputOf(json: string): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json);
  } catch {
    return { INVALID_JSON: json };
  }
}
