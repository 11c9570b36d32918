// Compresses the bodies of requests. If anything fails, the original is sent.
import type { CompressOptions, CompressResult, Headroom, Session } from '../headroom/index.js';
import type { Message } from '../providers/index.js';
import { decoded } from './decode.js';
import { fieldsIn, isSet, noteLongTexts, textIn, type Span } from './fields.js';
import type { BodyLimits } from './limits.js';
import { floorIn } from './floor.js';
import { inTime, TIMEOUT } from './in-time.js';
import { unchanged, type Blocks, type Prepared } from './prepared.js';
import { hasResults, mayHaveImages } from './results.js';
import { beginningOf, Memory, offered, withAnswers, type Beginning } from './retrieval/index.js';
import type { Addressed } from './routes.js';
import { NOTHING_NEW, SKIPPED, type Choices } from './treatment.js';

/** `audit`: nothing changes, and the figures say what could be saved. */
type Mode = 'optimize' | 'audit';

/** Fields that mean that a request has only the end of its conversation. */
const DELTAS = ['previous_response_id', 'conversation', 'thread'];
const BYTES_PER_STEP = 10_000;

/** One session for all conversations. It tells them apart by their content. */
export class Compressor {
  readonly headroom: Headroom;
  readonly #session: Session;
  readonly #mode: Mode;
  readonly #limits: BodyLimits;
  readonly #memory: Memory | undefined;
  readonly #own: Choices;
  /** The conversations that were sent compressed. */
  readonly #compressed = new Memory(undefined);

  /** @param memory - which conversations may retrieve elided text. Without it nothing is elided. */
  constructor(headroom: Headroom, mode: Mode, limits: BodyLimits, memory: Memory | undefined, own: Choices = {}) {
    this.#own = own;
    this.headroom = headroom;
    this.#memory = memory;
    this.#session = headroom.session();
    this.#mode = mode;
    this.#limits = limits;
  }

  /** Loads the engine and opens the store, so that the first request need not wait. */
  async warmUp(): Promise<void> {
    await this.#session.compress([]);
  }

  /** Prepares a body for sending. Never fails. */
  prepare(bytes: Buffer, encoding: string | undefined, target: Addressed): Promise<Prepared> {
    return this.#prepare(bytes, encoding, target).catch(() => unchanged(bytes, 'error'));
  }

  async #prepare(bytes: Buffer, encoding: string | undefined, target: Addressed): Promise<Prepared> {
    const start = performance.now();
    const plain = await decoded(bytes, encoding, this.#limits.inspectedBytes);
    if (!plain) return unchanged(bytes, 'encoding');
    await noteLongTexts(plain);
    const fields = fieldsIn(plain);
    const model = modelIn(plain, fields);
    if (DELTAS.some((name) => isSet(plain, fields?.get(name)))) return { ...unchanged(bytes, 'delta'), model };
    const beginning = beginningOf(plain, fields);
    const treatment = this.#own.treat?.(beginning?.key) ?? 'compress';
    const isSent = treatment !== 'measure';
    const tools = await this.#withTools(plain, fields, { ...target, model }, isSent ? beginning : undefined);
    const { withTool, source, slimmed, floor } = tools;
    const known = { model, conversation: beginning?.key, isOffered: withTool, floor };
    // The tools stay as they were in the conversation's first request, whatever happens to its texts.
    const given = source === plain ? { body: bytes, isChanged: false } : { body: source, isChanged: true };
    if (!hasResults(source) && !(this.headroom.preparesImages && mayHaveImages(source))) {
      const ms = performance.now() - start;
      return { ...known, ...given, skipped: SKIPPED[treatment], tokensBefore: slimmed, tokensAfter: 0, ms };
    }
    try {
      const result = await inTime(this.#patience(source.length, beginning), (signal) =>
        this.#session.compressOwned(source, {
          signal,
          mode: isSent ? this.#mode : 'audit',
          ...(withTool && !hasReasoning(source) && { pruning: this.#own.pruning ?? 'off' }),
          ...(!withTool && { exactOnly: true }),
          ...(treatment === 'replay' && NOTHING_NEW),
        }),
      );
      const { body, lineage, skipped: unread } = result;
      const tokensBefore = result.tokensBefore + result.imageTokensBefore + slimmed;
      const tokensAfter = result.tokensAfter + result.imageTokensAfter;
      const sent = body === source ? given : { body, isChanged: true };
      if (sent.isChanged && beginning) this.#compressed.add(beginning.key);
      const skipped = unread === undefined ? SKIPPED[treatment] : 'unreadable';
      const blocks: Blocks = { count: result.blockCount, from: (start) => result.allBlocks(start) };
      const ms = performance.now() - start;
      return { ...known, ...sent, skipped, lineage, blocks, tokensBefore, tokensAfter, ms };
    } catch (error) {
      const skipped = error === TIMEOUT ? 'timeout' : 'error';
      return { ...known, ...given, skipped, tokensBefore: slimmed, tokensAfter: 0, ms: performance.now() - start };
    }
  }

  /**
   * Applies the tools of the conversation: slimmer definitions, and `headroom_retrieve`, if its first request had
   * them.
   */
  async #withTools(
    plain: Buffer,
    fields: ReadonlyMap<string, Span> | undefined,
    target: Addressed & { readonly model: string | undefined },
    beginning: Beginning | undefined,
  ): Promise<WithTools> {
    if (!beginning || this.#mode !== 'optimize')
      return { source: plain, withTool: false, slimmed: 0, floor: floorIn(plain, fields) };
    const slim = this.#own.slim?.apply(plain, fields?.get('tools'), beginning);
    const [slimSource, slimFields] = slim ? [slim.source, fieldsIn(slim.source)] : [plain, fields];
    const asked = { route: target.route?.name, model: target.model, choice: slimFields?.get('tool_choice') };
    const deferred = this.#own.defer?.apply(slimSource, slimFields?.get('tools'), asked, beginning);
    const [source, own] = deferred ? [deferred, fieldsIn(deferred)] : [slimSource, slimFields];
    const body = this.#memory && offered(source, own, target, beginning, this.#memory);
    const answered = body && (await withAnswers(body, this.headroom));
    const floor = floorIn(source, own);
    return { source: answered ?? source, withTool: answered !== undefined, slimmed: slim?.tokens ?? 0, floor };
  }

  /** As {@link prepare}, for messages. */
  compress(messages: readonly Message[], options: CompressOptions): Promise<CompressResult> {
    return this.#session.compress(messages, { ...options, exactOnly: true, mode: this.#mode });
  }

  /** The time limit for compressing a body, in milliseconds. */
  #patience(bytes: number, beginning: Beginning | undefined): number {
    const { compressMs, msPer10kB, replayMs } = this.#limits;
    const usual = compressMs + (msPer10kB * bytes) / BYTES_PER_STEP;
    if (!beginning) return usual;
    const { key, isFirst } = beginning;
    const isKnown = this.#compressed.has(key) || this.#memory?.has(key) === true;
    return isKnown || (this.#own.isShared === true && !isFirst) ? Math.max(usual, replayMs) : usual;
  }
}

/** Fields of messages in which providers keep reasoning, which they may bind to what stands before it. */
const REASONING_TYPES = ['thinking', 'redacted_thinking', 'reasoning'];
const REASONING_FIELDS = ['"thoughtSignature"', '"thought_signature"', '"reasoningContent"'];
/** With and without a blank, as SDKs write JSON. */
const REASONING = [
  ...REASONING_TYPES.flatMap((type) => [`"type":"${type}"`, `"type": "${type}"`]),
  ...REASONING_FIELDS,
];

/** Whether the messages have reasoning, so that nothing before it may change. */
function hasReasoning(source: Buffer): boolean {
  return REASONING.some((sign) => source.includes(sign));
}

/** Applies the tools of the conversation to a request. */
interface WithTools {
  readonly source: Buffer;
  readonly withTool: boolean;
  /** An estimate of the tokens that slimmer tools saved. */
  readonly slimmed: number;
  readonly floor: Prepared['floor'];
}

function modelIn(source: Buffer, fields: ReadonlyMap<string, Span> | undefined): string | undefined {
  const span = fields?.get('model');
  return span && textIn(source, span);
}
