// Assembles a message from the events of its stream.
import type { Assembly } from '../chunks.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';

/** The message as far as the stream has delivered it. */
export class Message implements Assembly {
  #start: Fields = {};
  #end: Fields = {};
  #usage: Fields = {};
  readonly #blocks = new Map<unknown, Record<string, unknown>>();
  /** Arguments of calls by block index. They arrive as fragments of JSON. */
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

  /** The usage in `message_start`, overridden by the fields that `message_delta` sets. */
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
      // A signature arrives whole. All other texts are appended to.
      else
        block[name] =
          typeof value === 'string' && typeof block[name] === 'string' && name !== 'signature'
            ? block[name] + value
            : value;
    }
  }
}

/**
 * Parses the arguments of a call. With fine-grained streaming they may be invalid JSON; Anthropic's documentation asks
 * to send those back in this object.
 */
function inputOf(json: string): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json);
  } catch {
    return { INVALID_JSON: json };
  }
}
