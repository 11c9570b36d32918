// Assembles the content of a response from the chunks of its stream.
import type { Assembly } from '../chunks.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';

/** The content as far as the stream has delivered it. */
export class Content implements Assembly {
  readonly #parts: Fields[] = [];
  #role: unknown = 'model';
  #reason: unknown;
  #usage: unknown;
  #hasOthers = false;

  get isWhole(): boolean {
    return this.#reason !== undefined && !this.#hasOthers;
  }

  add({ candidates, usageMetadata }: Fields): void {
    if (isRecord(usageMetadata)) this.#usage = usageMetadata;
    for (const { index = 0, content, finishReason } of Array.isArray(candidates) ? candidates.filter(isRecord) : []) {
      if (index !== 0) this.#hasOthers = true;
      if (finishReason !== undefined) this.#reason = finishReason;
      if (!isRecord(content)) continue;
      this.#role = content['role'] ?? this.#role;
      for (const part of Array.isArray(content['parts']) ? content['parts'].filter(isRecord) : []) this.#add(part);
    }
  }

  fields(): Fields {
    return {
      candidates: [{ content: { role: this.#role, parts: this.#parts }, finishReason: this.#reason }],
      usageMetadata: this.#usage,
    };
  }

  /** Appends a text to the part before it if they differ in nothing else. A part with a signature stays separate. */
  #add(part: Fields): void {
    if (part['text'] === '' && Object.keys(part).length === 1) return;
    const last = this.#parts.at(-1);
    if (last && isText(last) && isText(part) && last['thought'] === part['thought'])
      this.#parts[this.#parts.length - 1] = { ...last, text: `${String(last['text'])}${String(part['text'])}` };
    else this.#parts.push(part);
  }
}

function isText(part: Fields): boolean {
  return typeof part['text'] === 'string' && Object.keys(part).every((name) => name === 'text' || name === 'thought');
}
