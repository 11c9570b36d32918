// Runs one call: from messages and options to a result.
import { layered } from '../config/index.js';
import { fromNative, MADE, serialize } from '../text/index.js';
import { errorOf } from '../errors/index.js';
import { native, type Control, type Request, type Texts } from '../native/index.js';
import type { Message } from '../providers/index.js';
import { read, replace } from './conversation.js';
import { reportOf, type PrunedTurn } from './prunes.js';
import { cachePrices, enginePruning, isBound, type PruningOptions } from './pruning.js';
import type { LastTurns } from './last-turns.js';
import { settings, type CompressOptions, type Mode, type Settings } from './options.js';
import { CompressResult } from './result.js';
import type { Snapshot } from './snapshot.js';

/** Passes a request to the engine, with options in JSON. */
export type Work = (
  request: Request,
  options: string | undefined,
  control: Control,
  how: {
    readonly exactOnly: boolean;
    readonly mode: Mode;
    readonly signal: AbortSignal | undefined;
    /** Makes the request again. The addon consumes a request. */
    readonly again: () => Promise<Request>;
  },
) => Promise<Texts>;

/** The interval between reports of progress, in milliseconds. */
const TICK = 100;

/**
 * Does `work` for the messages, with `options`, or with `own` where they are not set. `turns` keeps what was sent, for
 * the next turn.
 */
export async function run<M extends Message>(
  messages: Snapshot<M>,
  own: Settings,
  options: CompressOptions,
  work: Work,
  turns?: LastTurns,
): Promise<CompressResult<M>> {
  const { query, signal, onProgress, ...others } = options;
  if (signal?.aborted) throw signal.reason;
  const { mode, strict, userDocuments, engine } = settings(layered(own, withoutPruning(others)));
  const asked = enginePruning(options);
  if (asked) await messages.ready;
  const json = serialize({
    ...engine,
    pruning: asked && !isBound(messages.messages, options) ? asked : undefined,
  });
  const control = new native.Control();
  const progress = new Progress(control, onProgress);
  try {
    // Wrong options are refused even if there is nothing to compress.
    check(json);
    // A session sends again what it has sent, whatever options change, so it leaves what the user wrote alone.
    const reads = { frozen: engine.frozenMessageCount ?? 0, query, userDocuments: userDocuments && !turns };
    const handover = await read(messages, reads);
    if (signal?.aborted) throw signal.reason;
    const again = async (): Promise<Request> => (await read(messages, reads)).request;
    const exactOnly = engine.exactOnly === true;
    const texts = await work(handover.request, json, control, { exactOnly, mode, signal, again });
    if (strict) refuse(texts);
    const isAudit = mode === 'audit';
    const result = new CompressResult(
      MADE,
      isAudit ? [...messages.messages.keys()].map((at) => messages.own(at)) : await replace(messages, handover, texts),
      texts,
      { model: options.model, audited: isAudit, turn: turnOf(texts, options) },
    );
    progress.end();
    if (!isAudit) turns?.put({ copies: messages.ownCopies(), handover, texts });
    return result;
  } catch (error) {
    throw signal?.aborted ? signal.reason : progress.failed ? progress.failure : fromNative(error);
  } finally {
    progress.stop();
  }
}

/** The part of a turn that a session counts. */
function turnOf(texts: Texts, options: PruningOptions): PrunedTurn | undefined {
  const { pruned, prunedBefore } = texts;
  if (!pruned && prunedBefore === 0) return undefined;
  const [prices, isCold] = [cachePrices(options), options.cold === true];
  return { prunedBefore, pruned: reportOf(pruned, prices, isCold), prices, isCold };
}

/** The settings of a call. Pruning is set by prices and not by these options themselves. */
function withoutPruning({
  model,
  pruning,
  cold,
  keepTurns,
  cacheTtl,
  expectedTurns,
  pruningWeights,
  tokenBudget,
  outputBufferTokens,
  ...rest
}: CompressOptions): Settings {
  return rest;
}

/** The options that were checked last. The options of a caller rarely change. */
let lastChecked: string | undefined;

function check(json: string | undefined): void {
  if (json === lastChecked) return;
  native.checkOptions(json);
  lastChecked = json;
}

function refuse(texts: Texts): void {
  const [failure] = texts.failures();
  if (failure !== undefined) throw errorOf(`compress/${failure}`, `strict: a text cannot be compressed (${failure})`);
  if (texts.storeError)
    throw errorOf(`store/${texts.storeError}`, `strict: an original cannot be stored (${texts.storeError})`);
}

/** Reports the progress of work. If the caller's function throws, the work ends. */
class Progress {
  readonly #control: Control;
  readonly #tell: ((bytes: number) => void) | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  failed = false;
  failure: unknown;

  constructor(control: Control, tell: ((bytes: number) => void) | undefined) {
    this.#control = control;
    this.#tell = tell;
    if (tell) this.#timer = setInterval(() => this.#say(), TICK);
  }

  /** Reports the end. @throws the first error of the caller's function. */
  end(): void {
    if (!this.failed) this.#say();
    if (this.failed) throw this.failure;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #say(): void {
    try {
      this.#tell?.(this.#control.done);
    } catch (error) {
      this.failed = true;
      this.failure = error;
      this.stop();
      this.#control.cancel();
    }
  }
}
