// Adds up the savings for each tool. A result counts once, although later requests of its conversation contain it, too.
import type { Blocks } from '../../wire/index.js';
import type { History } from '../ledger/index.js';
import type { Floor } from './floor.js';

/** Maximum number of conversations whose counted texts are remembered. The oldest are forgotten first. */
const MAX_CONVERSATIONS = 2000;
/** Maximum length of a tool's name, in characters. */
const MAX_NAME = 100;

export class ToolSavings {
  readonly #history: History;
  readonly #floor: Floor;
  readonly #counted = new Map<string, number>();

  constructor(history: History, floor: Floor) {
    this.#history = history;
    this.#floor = floor;
  }

  /**
   * Adds the texts of a request that earlier requests did not have.
   *
   * @param conversation - undefined if the request has no texts of earlier requests.
   * @param isSent - whether the texts were sent compressed.
   */
  async add(conversation: string | undefined, { count, from }: Blocks, isSent: boolean): Promise<void> {
    const before = conversation === undefined ? 0 : this.#countedBefore(conversation, count);
    if (before >= count) return;
    for (const { role, name, tokensBefore, tokensAfter } of await from(before)) {
      if (role !== 'result') continue;
      const tool = name.split(' ', 1)[0]!.slice(0, MAX_NAME);
      this.#floor.called(tool);
      const shorter = tokensBefore - tokensAfter;
      const saved = isSent ? shorter : 0;
      this.#history.add(
        { tool },
        {
          requests: 1,
          compressed: Number(saved > 0),
          tokensBefore,
          tokensAfter: tokensBefore - saved,
          couldSave: shorter - saved,
        },
      );
    }
  }

  /** The number of texts of a conversation that were counted before. From now on all of them are. */
  #countedBefore(conversation: string, count: number): number {
    const before = this.#counted.get(conversation) ?? 0;
    this.#counted.delete(conversation);
    this.#counted.set(conversation, count);
    const [oldest] = this.#counted.keys();
    if (this.#counted.size > MAX_CONVERSATIONS) this.#counted.delete(oldest!);
    return before;
  }
}
