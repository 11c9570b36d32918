// Compresses the bodies of requests, and never stands in their way: whatever goes wrong, the original is sent.
import type { CompressOptions, CompressResult, Headroom, Session } from '../headroom/index.js';
import type { Message } from '../providers/index.js';
import { decoded } from './decode.js';
import { fieldsIn, isSet, textIn, type Span } from './fields.js';
import type { Limits, ProxyMode } from './options.js';
import { unchanged, type Prepared } from './prepared.js';
import { beginningOf, Memory, offered, withAnswers, type Beginning } from './retrieval/index.js';
import type { Target } from './routes.js';

/** Names that say that a request has only the end of its conversation. */
const DELTAS = ['previous_response_id', 'conversation', 'thread'];
const BYTES_PER_STEP = 10_000;

/** One session for all conversations: it tells them apart by what is in them. */
export class Compressor {
  readonly headroom: Headroom;
  readonly #session: Session;
  readonly #mode: ProxyMode;
  readonly #limits: Limits;
  readonly #memory: Memory | undefined;
  /** Conversations that were sent compressed. */
  readonly #compressed = new Memory(undefined);

  /** @param memory - which conversations may fetch what is elided; without one nothing is elided. */
  constructor(headroom: Headroom, mode: ProxyMode, limits: Limits, memory: Memory | undefined) {
    this.headroom = headroom;
    this.#memory = memory;
    this.#session = headroom.session();
    this.#mode = mode;
    this.#limits = limits;
  }

  /** Loads the engine and opens the store, so that the first request need not wait for that. */
  async warmUp(): Promise<void> {
    await this.#session.compress([]);
  }

  /** Makes a body ready to be sent. Never fails. */
  prepare(bytes: Buffer, encoding: string | undefined, target: Target): Promise<Prepared> {
    return this.#prepare(bytes, encoding, target).catch(() => unchanged(bytes, 'error'));
  }

  async #prepare(bytes: Buffer, encoding: string | undefined, target: Target): Promise<Prepared> {
    const start = performance.now();
    const plain = await decoded(bytes, encoding, this.#limits.inspectedBytes);
    if (!plain) return unchanged(bytes, 'encoding');
    const fields = fieldsIn(plain);
    const model = modelIn(plain, fields);
    if (DELTAS.some((name) => isSet(plain, fields?.get(name)))) return { ...unchanged(bytes, 'delta'), model };
    const beginning = beginningOf(plain, fields);
    const withTool = beginning && (await this.#withTool(plain, fields, target, beginning));
    const source = withTool ?? plain;
    const known = { model, conversation: beginning?.key, isOffered: withTool !== undefined };
    // A conversation that has the tool has it in each request, whatever becomes of its texts.
    const given = withTool ? { body: withTool, isChanged: true } : { body: bytes, isChanged: false };
    try {
      const result = await this.#inTime(this.#patience(source.length, beginning?.key), (signal) =>
        this.#session.compressBody(source, { signal, exactOnly: !withTool, mode: this.#engineMode }),
      );
      const { body, tokensBefore, tokensAfter, skipped: unread } = result;
      const sent = body === source ? given : { body: body as Buffer, isChanged: true };
      if (sent.isChanged && beginning) this.#compressed.add(beginning.key);
      const skipped = unread === undefined ? undefined : 'unreadable';
      return { ...known, ...sent, skipped, tokensBefore, tokensAfter, ms: performance.now() - start };
    } catch (error) {
      const skipped = error === TIMEOUT ? 'timeout' : 'error';
      return { ...known, ...given, skipped, tokensBefore: 0, tokensAfter: 0, ms: performance.now() - start };
    }
  }

  /** A request with the tool that fetches what is elided; nothing where its conversation does not have it. */
  async #withTool(
    plain: Buffer,
    fields: ReadonlyMap<string, Span> | undefined,
    target: Target,
    beginning: Beginning,
  ): Promise<Buffer | undefined> {
    if (!this.#memory || this.#mode !== 'optimize') return undefined;
    const body = offered(plain, fields, target, beginning, this.#memory);
    return body && withAnswers(body, this.headroom);
  }

  /** As {@link prepare}, for messages. */
  compress(messages: readonly Message[], options: CompressOptions): Promise<CompressResult> {
    return this.#session.compress(messages, { ...options, exactOnly: true, mode: this.#engineMode });
  }

  /** How long compressing a body may take, in milliseconds. */
  #patience(bytes: number, key: string | undefined): number {
    const { compressMs, msPer10kB, replayMs } = this.#limits;
    const usual = compressMs + (msPer10kB * bytes) / BYTES_PER_STEP;
    const isKnown = key !== undefined && (this.#compressed.has(key) || this.#memory?.has(key) === true);
    return isKnown ? Math.max(usual, replayMs) : usual;
  }

  get #engineMode(): 'audit' | 'optimize' {
    return this.#mode === 'audit' ? 'audit' : 'optimize';
  }

  /**
   * Ends work that takes too long. What the session decided it will send again, so a result that comes late is sent all the same; work that was ended decides
   * nothing, and only work that does not even end is left alone.
   */
  async #inTime<T>(limit: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const started = work(controller.signal);
    let hard: NodeJS.Timeout | undefined;
    const stuck = new Promise<never>((_, reject) => {
      hard = setTimeout(() => {
        controller.abort(TIMEOUT);
        hard = setTimeout(() => reject(TIMEOUT), limit);
      }, limit);
    });
    try {
      return await Promise.race([started, stuck]);
    } finally {
      clearTimeout(hard);
      started.catch(() => undefined);
    }
  }
}

const TIMEOUT: Error = new Error('compressing took too long');

function modelIn(source: Buffer, fields: ReadonlyMap<string, Span> | undefined): string | undefined {
  const span = fields?.get('model');
  return span && textIn(source, span);
}
