import { FUNCTION, optionsOf, SIGNAL, TEXT, type Checks } from '../errors/index.js';
import { refuseUnresolved, Snapshot, unresolvedIn, type CompressResult, type Headroom } from '../headroom/index.js';
import { native } from '../native/index.js';
import type { Message } from '../providers/index.js';
import type { CustomCompressor } from './define.js';
import { StageTally, tell, type PipelineEvent, type StageReport } from './events.js';
import { Forms } from './forms.js';
import { withResults } from './results.js';
import { checkedTransforms, type Transform } from './transforms.js';

/** Options of a pipeline. */
export interface PipelineOptions {
  /** Called with every event. If it throws, the work ends, and the promise is rejected with its error. */
  onEvent?: (event: PipelineEvent) => void;
}

/** Options for one conversation. */
export interface TransformOptions {
  /** The model that reads the messages. */
  model?: string;
  /** Cancels the work. The promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** The result for a conversation. */
export interface PipelineResult<M extends Message = Message> {
  /** The messages to send: copies, in the same shape as the given ones. */
  readonly messages: M[];
  /** Estimated tokens of the tool results, or with an engine of all texts. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly tokensSaved: number;
  /** The work of each stage, in order. */
  readonly stages: readonly StageReport[];
  /** The engine's result, if there is an engine. */
  readonly engine: CompressResult<M> | undefined;
}

const OPTIONS: Checks<PipelineOptions> = { onEvent: FUNCTION };
const TRANSFORM: Checks<TransformOptions> = { model: TEXT, signal: SIGNAL };

/**
 * Custom compressors, in order, with an optional engine behind them. Each tool result is given to the compressors in
 * turn. The first form that expands to the text and is cheaper is sent, behind a header with the name of its
 * compressor. The engine then compresses the result.
 *
 * @example
 * ```ts
 * import { Headroom } from '@headroom/native';
 * import { defineSelector, TransformPipeline } from '@headroom/native/pipeline';
 *
 * const head = defineSelector({
 *   name: 'head',
 *   accepts: ({ tool }) => tool === 'trace',
 *   leaveOut: (text) => [[20, text.split('\n').length]],
 * });
 * const pipeline = new TransformPipeline([head, new Headroom({ store: ':memory:' })]);
 * const { messages: sent, stages } = await pipeline.transform(history);
 * console.log(sent.length, stages.map(({ name }) => name)); // 42 [ 'head', 'headroom' ]
 * ```
 */
export class TransformPipeline {
  readonly #compressors: readonly CustomCompressor[];
  readonly #forms: Forms;
  readonly #engine: Headroom | undefined;
  /** False for an engine that only audits or simulates: its messages must not be sent. */
  readonly #isSent: boolean;
  readonly #onEvent: PipelineOptions['onEvent'];

  /**
   * @param transforms - compressors of {@link defineCompressor} and selectors of {@link defineSelector}, each with a
   * different name. The last one may be an instance of `Headroom`. Selectors require one with a store.
   * @throws `ConfigurationError` for anything else.
   */
  constructor(transforms: readonly Transform[], options?: PipelineOptions) {
    const { onEvent } = optionsOf(options, OPTIONS);
    const { compressors, engine } = checkedTransforms(transforms);
    this.#compressors = compressors;
    this.#engine = engine;
    this.#isSent = (engine?.mode ?? 'optimize') === 'optimize';
    this.#forms = new Forms(compressors);
    this.#onEvent = onEvent;
  }

  /** Compresses the tool results of messages. The result has the same shape. */
  async transform<M extends Message>(messages: readonly M[], options?: TransformOptions): Promise<PipelineResult<M>> {
    const { model, signal } = optionsOf(options, TRANSFORM);
    const start = performance.now();
    const given = await taken(messages);
    this.#tell({ type: 'start', messages: given.length });
    const { sent, before, after, stages } = await this.#compress(given, signal);
    const engine = await this.#compressFurther(sent, model, signal, stages);
    const tokensBefore = engine ? engine.tokensBefore + before - after : before;
    const tokensAfter = engine ? engine.tokensAfter : after;
    this.#tell({ type: 'end', tokensBefore, tokensAfter, ms: performance.now() - start });
    const tokensSaved = tokensBefore - tokensAfter;
    const made = engine?.messages ?? sent;
    return { messages: this.#isSent ? made : [...given], tokensBefore, tokensAfter, tokensSaved, stages, engine };
  }

  /** Returns the messages as they were before {@link transform}. */
  async expand<M extends Message>(messages: readonly M[]): Promise<M[]> {
    const given = await taken(messages);
    // A compressor of the caller may have the original of a marker that the engine does not know.
    const read = this.#engine ? await this.#engine.expand(given, { allowMissing: true }) : given;
    const missing = new Set<string>();
    const originals = await withResults(
      read,
      async (text) => {
        const original = await this.#forms.read(text);
        for (const handle of unresolvedIn(text, original)) missing.add(handle);
        return original;
      },
      undefined,
    );
    if (this.#engine) refuseUnresolved([...missing], true, undefined);
    return originals;
  }

  async #compress<M extends Message>(messages: readonly M[], signal: AbortSignal | undefined) {
    const tallies = new Map(this.#compressors.map(({ name }) => [name, new StageTally()]));
    let [before, after] = [0, 0];
    const change = async (text: string, tool: string | undefined, message: number): Promise<string> => {
      const { text: sent, by, attempts } = await this.#forms.write(text, tool);
      for (const attempt of attempts) {
        const { name, refusal } = attempt;
        tallies.get(name)!.attempt(attempt);
        if (refusal) this.#tell({ type: 'refused', stage: name, refusal, message });
      }
      const [now, then] = [native.estimateTokens(sent), native.estimateTokens(text)];
      if (by !== undefined) tallies.get(by)!.compress(then, now);
      before += then;
      after += now;
      return sent;
    };
    const sent = await withResults(messages, change, signal);
    const stages = [...tallies].map(([name, tally]) => tally.report(name));
    for (const report of stages) this.#tell({ type: 'stage', report });
    return { sent, before, after, stages };
  }

  async #compressFurther<M extends Message>(
    messages: M[],
    model: string | undefined,
    signal: AbortSignal | undefined,
    stages: StageReport[],
  ): Promise<CompressResult<M> | undefined> {
    if (!this.#engine) return undefined;
    const start = performance.now();
    const result = await this.#engine.compress(messages, { ...(model && { model }), ...(signal && { signal }) });
    const { tokensBefore, tokensAfter } = result;
    const ms = performance.now() - start;
    const compressed = (await result.allBlocks()).filter(({ edits }) => edits.length > 0).length;
    const report = { name: 'headroom', compressed, refused: {}, tokensBefore, tokensAfter, ms };
    stages.push(report);
    this.#tell({ type: 'stage', report });
    return result;
  }

  #tell(event: PipelineEvent): void {
    tell(event, this.#onEvent);
  }
}

/** Returns the messages in their present state. */
async function taken<M extends Message>(messages: readonly M[]): Promise<readonly M[]> {
  const snapshot = Snapshot.take(messages);
  await snapshot.ready;
  return snapshot.messages;
}
