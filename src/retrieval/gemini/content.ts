// What a model answers, put together from its stream.
import { isRecord, type Fields } from '../../providers/index.js';

/** What is known of an answer so far. */
export class Content {
  readonly #parts: Fields[] = [];
  #role: unknown = 'model';
  #reason: unknown;
  #usage: unknown;
  #hasOthers = false;

  /** Whether it came to its end, and is the only one. */
  get isWhole(): boolean {
    return this.#reason !== undefined && !this.#hasOthers;
  }

  /** Takes in a part of the stream. */
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

  /** It, as a response that was not streamed. */
  fields(): Fields {
    return {
      candidates: [{ content: { role: this.#role, parts: this.#parts }, finishReason: this.#reason }],
      usageMetadata: this.#usage,
    };
  }

  /** Texts go on where nothing but the text differs. What has a signature stands alone. */
  #add(part: Fields): void {
    if (part['text'] === '' && Object.keys(part).length === 1) return;
    const last = this.#parts.at(-1);
    if (last && isText(last) && isText(part) && last['thought'] === part['thought'])
      this.#parts[this.#parts.length - 1] = { ...last, text: `${String(last['text'])}${String(part['text'])}` };
    else this.#parts.push(part);
  }
}

/** The call in a part. */
export function callIn(part: Fields): Fields | undefined {
  const call = part['functionCall'] ?? part['function_call'];
  return isRecord(call) ? call : undefined;
}

/** Whether the arguments of a call come in pieces, which some services do where that is asked for. Those are left to whoever asked. */
export function isInPieces(call: Fields): boolean {
  return 'partialArgs' in call || call['willContinue'] === true;
}

function isText(part: Fields): boolean {
  return typeof part['text'] === 'string' && Object.keys(part).every((name) => name === 'text' || name === 'thought');
}
