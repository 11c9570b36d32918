// Compresses the bodies of requests. If anything fails, the original is sent.
import type { CompressOptions, CompressResult, Headroom, Pruning, Session } from '../headroom/index.js';
import { modelInfo } from '../models/index.js';
import type { Message } from '../providers/index.js';
import { compressBatch } from './batch.js';
import { decoded } from './decode.js';
import { fieldsIn, isSet, noteLongTexts, textIn, type Span } from './fields.js';
import type { BodyLimits } from './limits.js';
import { floorIn } from './floor.js';
import { inTime, TIMEOUT } from './in-time.js';
import { unchanged, type Blocks, type Prepared } from './prepared.js';
import { hasResults, mayHaveImages } from './results.js';
import { beginningOf, Memory, offered, withAnswers, type Beginning } from './retrieval/index.js';
import { BATCHES, type Addressed } from './routes.js';
import { NOTHING_NEW, SKIPPED, type Choices } from './treatment.js';

/** `audit`: nothing changes, and the figures say how much could be saved. */
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
  prepare(
    bytes: Buffer,
    encoding: string | undefined,
    target: Addressed,
    pruning: Pruning = this.#own.pruning ?? 'off',
  ): Promise<Prepared> {
    return this.#prepare(bytes, encoding, target, pruning).catch(() => unchanged(bytes, 'error'));
  }

  /**
   * Prepares a request in a WebSocket. Never fails. Calls of `headroom_retrieve` cannot be answered there, so the tool
   * is not offered, and nothing is elided.
   *
   * @param conversation - the key of the conversation that it continues, if that is known.
   */
  prepareEvent(bytes: Buffer, target: Addressed, conversation: string | undefined): Promise<Prepared> {
    return this.#prepare(bytes, undefined, target, 'off', { conversation }).catch(() => unchanged(bytes, 'error'));
  }

  async #prepare(
    bytes: Buffer,
    encoding: string | undefined,
    target: Addressed,
    pruning: Pruning,
    event?: SocketEvent,
  ): Promise<Prepared> {
    const start = performance.now();
    const plain = await decoded(bytes, encoding, this.#limits.inspectedBytes);
    if (!plain) return unchanged(bytes, 'encoding');
    await noteLongTexts(plain);
    const fields = fieldsIn(plain);
    if (!fields && target.route?.name === BATCHES) return unchanged(bytes, 'unreadable');
    if (target.route?.name === BATCHES) return this.#prepareBatch(bytes, plain, fields?.get('requests'), start);
    const model = modelIn(plain, fields);
    const isDelta = DELTAS.some((name) => isSet(plain, fields?.get(name)));
    if (isDelta && !event) return { ...unchanged(bytes, 'delta'), model };
    const beginning = isDelta ? laterIn(event!) : beginningOf(plain, fields);
    const treatment = this.#own.treat?.(beginning?.key) ?? 'compress';
    const isSent = treatment !== 'measure';
    const memory = event ? undefined : this.#memory;
    const tools = await this.#withTools(plain, fields, { ...target, model }, isSent ? beginning : undefined, memory);
    const { withTool, source, slimmed, floor } = tools;
    const known = { model, conversation: beginning?.key, isOffered: withTool, floor, isDelta };
    // The tools of a conversation must stay the same as in its first request, even if its texts are not compressed.
    const given = source === plain ? { body: bytes, isChanged: false } : { body: source, isChanged: true };
    if (!hasResults(source) && !(this.headroom.preparesImages && mayHaveImages(source))) {
      const ms = performance.now() - start;
      const skipped = fields ? SKIPPED[treatment] : 'unreadable';
      return { ...known, ...given, skipped, tokensBefore: slimmed, tokensAfter: 0, ms };
    }
    try {
      // A delta continues nothing that the session knows.
      const session = isDelta ? this.headroom.session() : this.#session;
      const result = await inTime(this.#patience(source.length, beginning), (signal) =>
        session.compressOwned(source, {
          signal,
          mode: isSent ? this.#mode : 'audit',
          ...(withTool &&
            treatment !== 'keep' &&
            this.#pruning(source, pruning, model ?? modelAt(target.path), beginning?.key)),
          ...(!withTool && { exactOnly: true }),
          ...(treatment === 'replay' && NOTHING_NEW),
        }),
      );
      const { body, pruned, skipped: unread } = result;
      const lineage = isDelta ? undefined : result.lineage;
      const tokensBefore = result.tokensBefore + result.imageTokensBefore + slimmed;
      const tokensAfter = result.tokensAfter + result.imageTokensAfter;
      const sent = body === source ? given : { body, isChanged: true };
      if (sent.isChanged && beginning) this.#compressed.add(beginning.key);
      const skipped = unread === undefined ? SKIPPED[treatment] : 'unreadable';
      const blocks: Blocks = { count: result.blockCount, from: (start) => result.allBlocks(start) };
      const bodies = this.#own.keepsBodies ? { before: source, after: body } : undefined;
      const ms = performance.now() - start;
      return { ...known, ...sent, skipped, lineage, pruned, bodies, blocks, tokensBefore, tokensAfter, ms };
    } catch (error) {
      const skipped = error === TIMEOUT ? 'timeout' : 'error';
      return { ...known, ...given, skipped, tokensBefore: slimmed, tokensAfter: 0, ms: performance.now() - start };
    }
  }

  async #prepareBatch(bytes: Buffer, plain: Buffer, requests: Span | undefined, start: number): Promise<Prepared> {
    try {
      const { body, ...tokens } = await inTime(this.#patience(plain.length, undefined), (signal) =>
        compressBatch(plain, requests, this.headroom, { signal, mode: this.#mode }),
      );
      const isChanged = body !== plain;
      const ms = performance.now() - start;
      return { ...unchanged(isChanged ? body : bytes, undefined), ...tokens, isChanged, ms };
    } catch (error) {
      return unchanged(bytes, error === TIMEOUT ? 'timeout' : 'error');
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
    memory: Memory | undefined,
  ): Promise<WithTools> {
    if (!beginning || this.#mode !== 'optimize')
      return { source: plain, withTool: false, slimmed: 0, floor: floorIn(plain, fields) };
    const slim = this.#own.slim?.apply(plain, fields?.get('tools'), beginning);
    const [slimSource, slimFields] = slim ? [slim.source, fieldsIn(slim.source)] : [plain, fields];
    const asked = { route: target.route?.name, model: target.model, choice: slimFields?.get('tool_choice') };
    const deferred = this.#own.defer?.apply(slimSource, slimFields?.get('tools'), asked, beginning);
    const [source, own] = deferred ? [deferred, fieldsIn(deferred)] : [slimSource, slimFields];
    const body = memory && offered(source, own, target, beginning, memory);
    const answered = body && (await withAnswers(body, this.headroom));
    const floor = floorIn(source, own);
    return { source: answered ?? source, withTool: answered !== undefined, slimmed: slim?.tokens ?? 0, floor };
  }

  /** The options of a request that may be pruned by the prices of its model, or because its cache has expired. */
  #pruning(
    source: Buffer,
    pruning: Pruning,
    model: string | undefined,
    conversation: string | undefined,
  ): CompressOptions {
    if (pruning === 'off') return { pruning };
    const cacheTtl = HOUR.some((mark) => source.includes(mark)) ? '1h' : '5m';
    const idle = conversation === undefined ? undefined : this.#own.idleMs?.(conversation);
    const isShort = cacheTtl === '5m' && model !== undefined && modelInfo(model).provider === 'anthropic';
    const cold = idle !== undefined && idle > (isShort ? SHORT_TTL_MS : LONG_TTL_MS);
    return { pruning, cacheTtl, cold, ...(model !== undefined && { model }) };
  }

  /**
   * As {@link prepare}, for messages.
   *
   * @param elides - true if the client can fetch what is elided. The session is not told then: it would send the same
   * to another client of this conversation, which may not be able to fetch it.
   */
  compress(messages: readonly Message[], options: CompressOptions, elides: boolean = false): Promise<CompressResult> {
    const own = { ...options, mode: this.#mode };
    return elides
      ? this.headroom.compress(messages, own)
      : this.#session.compress(messages, { ...own, exactOnly: true });
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

/** A request that arrives in a WebSocket. */
interface SocketEvent {
  /** The key of the conversation that it continues, if that is known. */
  readonly conversation: string | undefined;
}

/** The beginning of the conversation that a delta continues. */
function laterIn({ conversation: key }: SocketEvent): Beginning | undefined {
  return key === undefined ? undefined : { key, isFirst: false };
}

/** Applies the tools of the conversation to a request. */
interface WithTools {
  readonly source: Buffer;
  readonly withTool: boolean;
  /** An estimate of the tokens that slimmer tools saved. */
  readonly slimmed: number;
  readonly floor: Prepared['floor'];
}

/** The provider's cache has expired after this time, with a minute for clocks that differ. Only Anthropic's is short. */
const SHORT_TTL_MS = 6 * 60_000;
const LONG_TTL_MS = 61 * 60_000;
/** A breakpoint for the longer TTL of Anthropic's cache, as SDKs write JSON. */
const HOUR = ['"ttl":"1h"', '"ttl": "1h"'];

/** The model in the path of a request, where Gemini and Bedrock have it. */
function modelAt(path: string): string | undefined {
  return /\/models?\/([^/:?]+)[:/]/.exec(path)?.[1];
}

function modelIn(source: Buffer, fields: ReadonlyMap<string, Span> | undefined): string | undefined {
  const span = fields?.get('model');
  return span && textIn(source, span);
}
