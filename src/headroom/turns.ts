// A session with a store that the caller wrote. Each turn recalls, compresses, records and settles.
import { StorageError } from '../errors/index.js';
import { native, type Control, type LedgerEntry, type Request, type Texts, type Unstored } from '../native/index.js';
import type { Backend } from '../store/index.js';
import { controlled } from '../text/index.js';

/** The maximum number of attempts to record a turn, if other sessions decide about its texts meanwhile. */
const MAX_ATTEMPTS = 4;

/** Does one turn of a conversation at a time. Two turns at once might send the same text in two forms. */
export class Turns {
  readonly #backend: Backend;
  readonly #session = native.Session.keptByCaller();
  /** The last turn under way of each shard of conversations. */
  readonly #last = new Map<number, Promise<unknown>>();

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Compresses the next turn of a conversation. Elided texts are stored before this returns. */
  async compress(request: Request, json: string | undefined, control: Control, signal?: AbortSignal): Promise<Texts> {
    const turn = this.#session.turn(request, json);
    return this.#next(turn.shard, async () => {
      await this.#recall(turn, control, signal);
      let unstored = await controlled(() => turn.open(control), signal, control);
      for (let attempt = 1; ; attempt += 1) {
        const { failed, others } = await this.#record(unstored, attempt > MAX_ATTEMPTS);
        // A recorded decision counts as sent, even if the caller no longer waits for it.
        const texts = await controlled((own) => turn.settle(failed, others, own));
        if (signal?.aborted) throw signal.reason;
        if (texts) return texts;
        unstored = turn.reopen();
      }
    });
  }

  /** Expands a conversation that was compressed. */
  async expand(request: Request, control: Control): Promise<Texts> {
    const turn = this.#session.turn(request);
    return this.#next(turn.shard, async () => {
      const staged = new native.Staged();
      await this.#recall(turn, control);
      for (;;) {
        const texts = await controlled(() => turn.expand(staged, control), undefined, control);
        const asked = staged.takeAsked();
        if (asked.length === 0) return texts;
        await this.#backend.tell(staged, asked);
      }
    });
  }

  /** Recalls decisions. One that cannot be read counts as unknown, so its text stays unchanged. */
  async #recall(turn: InstanceType<typeof native.Turn>, control: Control, signal?: AbortSignal): Promise<void> {
    for (;;) {
      const keys = await controlled(() => turn.unknown(control), signal, control);
      if (keys.length === 0) return;
      turn.learn(await this.#backend.recall(keys).catch(noneOf));
    }
  }

  async #record(unstored: Unstored, isLast: boolean): Promise<{ failed: boolean; others: LedgerEntry[] }> {
    if (isLast) return { failed: true, others: [] };
    try {
      return { failed: false, others: await this.#backend.store(unstored) };
    } catch (error) {
      return { failed: true, others: noneOf(error) };
    }
  }

  /** Does work after the earlier work of this shard. */
  #next<T>(shard: number, work: () => Promise<T>): Promise<T> {
    const next = (this.#last.get(shard) ?? Promise.resolve()).then(work);
    const ended = next
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(shard) === ended) this.#last.delete(shard);
      });
    this.#last.set(shard, ended);
    return next;
  }
}

function noneOf(error: unknown): [] {
  if (StorageError.isInstance(error)) return [];
  throw error;
}
