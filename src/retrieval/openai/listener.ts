// The stream of Chat Completions: chunks, each with what is new in a message.
import { isRecord, type Fields } from '../../providers/index.js';
import { isOwnCall } from '../../tool/index.js';
import type { Reply } from '../dialogue.js';
import type { Gate } from '../gate.js';
import { changed, type Listener } from '../listener.js';
import { summed } from '../usage.js';
import { Completion } from './completion.js';

/** Makes one completion of several: one role, one id, one reason to finish. */
export class OpenAIListener implements Listener {
  readonly #read: (completion: unknown) => Reply | undefined;
  #gate!: Gate;
  #spent: Fields | undefined;
  #completion!: Completion;
  /** What all chunks of a completion have in common, once there was one before. */
  #common: Fields | undefined;
  #isFirst = true;

  constructor(read: (completion: unknown) => Reply | undefined) {
    this.#read = read;
  }

  begin(gate: Gate, spent: Fields | undefined): void {
    this.#isFirst = this.#completion === undefined;
    this.#gate = gate;
    this.#spent = spent;
    this.#completion = new Completion();
  }

  *take(chunk: Fields): Iterable<Fields> {
    this.#completion.add(chunk);
    const { id, created } = chunk;
    this.#common ??= { ...(id === undefined ? {} : { id }), ...(created === undefined ? {} : { created }) };
    const choices = Array.isArray(chunk['choices']) ? chunk['choices'].filter(isRecord) : [];
    // Of several answers to choose from none is gone on with.
    if (choices.some(({ index = 0 }) => index !== 0)) this.#gate.open();
    const [choice] = choices;
    const delta = isRecord(choice?.['delta']) ? choice['delta'] : {};
    const calls = Array.isArray(delta['tool_calls']) ? delta['tool_calls'].filter(isRecord) : [];
    for (const call of calls)
      if (isRecord(call['function']) && typeof call['function']['name'] === 'string')
        this.#gate.begin(isOwnCall({ id: '', ...call }));
    if (this.#gate.isOpen) {
      yield* this.rest();
      yield* this.#passed(chunk);
      return;
    }
    if (this.#gate.isEnding) {
      this.#gate.hold(chunk);
      return;
    }
    const reason = choice?.['finish_reason'];
    const isEnd = reason !== undefined && reason !== null;
    if (calls.length === 0 && !(isEnd && this.#gate.isHolding)) {
      yield* this.#passed(chunk);
      return;
    }
    // What is said goes on; calls, the reason to finish and what was used wait.
    const { tool_calls: fragments, ...others } = delta;
    if (isSaid(others))
      yield* this.#passed(
        changed(chunk, {
          choices: [{ ...choice, delta: others, finish_reason: null }],
          ...('usage' in chunk ? { usage: null } : {}),
        }),
      );
    this.#gate.hold(
      changed(chunk, { choices: [{ ...choice, delta: calls.length > 0 ? { tool_calls: fragments } : {} }] }),
    );
    if (isEnd) this.#gate.end();
  }

  reply(): Reply | undefined {
    return this.#completion.isWhole ? this.#read(this.#completion.fields()) : undefined;
  }

  *rest(): Iterable<Fields> {
    for (const chunk of this.#gate.release()) yield* this.#passed(chunk);
  }

  *#passed(chunk: Fields): Iterable<Fields> {
    if (this.#isFirst) {
      yield chunk;
      return;
    }
    const usage = isRecord(chunk['usage']) ? { usage: summed(this.#spent, chunk['usage']) } : {};
    const [choice] = Array.isArray(chunk['choices']) ? (chunk['choices'] as Fields[]) : [];
    const delta = choice?.['delta'];
    if (!isRecord(choice) || !isRecord(delta) || !('role' in delta)) {
      yield changed(chunk, { ...this.#common, ...usage });
      return;
    }
    // Who speaks was said.
    const { role: _role, ...others } = delta;
    if (isSaid(others) || choice['finish_reason'] || 'usage' in usage)
      yield changed(chunk, { ...this.#common, ...usage, choices: [{ ...choice, delta: others }] });
  }
}

/** Whether anything is in a delta. */
function isSaid(delta: Fields): boolean {
  return Object.values(delta).some((value) => value !== undefined && value !== null && value !== '');
}
