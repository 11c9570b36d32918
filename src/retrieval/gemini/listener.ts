// The stream of generateContent: responses, each with more parts of one content.
import { isRecord, type Fields } from '../../providers/index.js';
import { isOwnCall } from '../../tool/index.js';
import type { Reply } from '../dialogue.js';
import type { Gate } from '../gate.js';
import { changed, type Listener } from '../listener.js';
import { summed } from '../usage.js';
import { callIn, Content, isInPieces } from './content.js';

/** Makes one response of several: one id, one reason to finish. */
export class GeminiListener implements Listener {
  readonly #read: (response: unknown) => Reply | undefined;
  #gate!: Gate;
  #spent: Fields | undefined;
  #content!: Content;
  /** What all parts of a response have in common, once there was one before. */
  #common: Fields | undefined;
  #isFirst = true;

  constructor(read: (response: unknown) => Reply | undefined) {
    this.#read = read;
  }

  begin(gate: Gate, spent: Fields | undefined): void {
    this.#isFirst = this.#content === undefined;
    this.#gate = gate;
    this.#spent = spent;
    this.#content = new Content();
  }

  *take(chunk: Fields): Iterable<Fields> {
    this.#content.add(chunk);
    this.#common ??= 'responseId' in chunk ? { responseId: chunk['responseId'] } : {};
    const candidates = Array.isArray(chunk['candidates']) ? chunk['candidates'].filter(isRecord) : [];
    // Of several answers to choose from none is gone on with.
    if (candidates.some(({ index = 0 }) => index !== 0)) this.#gate.open();
    const [candidate] = candidates;
    const content = isRecord(candidate?.['content']) ? candidate['content'] : {};
    const parts = Array.isArray(content['parts']) ? content['parts'].filter(isRecord) : [];
    const calls = parts.filter((part) => callIn(part) !== undefined);
    for (const call of calls) {
      if (isInPieces(callIn(call)!)) this.#gate.open();
      else this.#gate.begin(isOwnCall(call));
    }
    if (this.#gate.isOpen) {
      yield* this.rest();
      yield this.#passed(chunk);
      return;
    }
    if (this.#gate.isEnding) {
      this.#gate.hold(chunk);
      return;
    }
    const isEnd = candidate?.['finishReason'] !== undefined;
    if (calls.length === 0 && !(isEnd && this.#gate.isHolding)) {
      yield this.#passed(chunk);
      return;
    }
    // What is said goes on; calls and the reason to finish wait.
    const others = parts.filter((part) => !calls.includes(part));
    const { finishReason: _reason, ...unfinished } = candidate!;
    if (others.length > 0)
      yield this.#passed(changed(chunk, { candidates: [{ ...unfinished, content: { ...content, parts: others } }] }));
    this.#gate.hold(
      changed(chunk, {
        candidates: [{ ...candidate, content: { ...content, parts: calls.length > 0 ? calls : [{ text: '' }] } }],
      }),
    );
    if (isEnd) this.#gate.end();
  }

  reply(): Reply | undefined {
    return this.#content.isWhole ? this.#read(this.#content.fields()) : undefined;
  }

  *rest(): Iterable<Fields> {
    for (const chunk of this.#gate.release()) yield this.#passed(chunk);
  }

  #passed(chunk: Fields): Fields {
    if (this.#isFirst) return chunk;
    const usage = isRecord(chunk['usageMetadata'])
      ? { usageMetadata: summed(this.#spent, chunk['usageMetadata']) }
      : {};
    return changed(chunk, { ...this.#common, ...usage });
  }
}
