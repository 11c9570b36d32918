// Compresses the bodies of requests, and never stands in their way: whatever goes wrong, the original is sent.
import { createHash } from 'node:crypto';
import type { CompressOptions, CompressResult, Headroom, Session } from '../headroom/index.js';
import type { Message } from '../providers/index.js';
import { decoded } from './decode.js';
import { fieldsIn, firstIn, isSet, textIn, type Span } from './fields.js';
import type { Limits, ProxyMode } from './options.js';

/** Why a body was sent as it came. */
export type SkipReason =
  /** Whoever sent it asked for that. */
  | 'bypass'
  /** It is too long to be read. */
  | 'too-large'
  /** Its content encoding is not known, or broken. */
  | 'encoding'
  /** It holds only what is new since an earlier request, and the provider has the rest. */
  | 'delta'
  /** No conversation was found in it. */
  | 'unreadable'
  /** Compressing took too long. */
  | 'timeout'
  /** Compressing failed. */
  | 'error';

/** What is to be sent. */
export interface Prepared {
  /** The body: the very bytes that came where nothing changed. */
  readonly body: Buffer;
  /** Whether it changed; then it has no content encoding. */
  readonly isChanged: boolean;
  readonly skipped: SkipReason | undefined;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly model: string | undefined;
  /** Hash of what the conversation starts with. */
  readonly conversation: string | undefined;
  /** How long it took. */
  readonly ms: number;
}

/** Names that say that a request has only the end of its conversation. */
const DELTAS = ['previous_response_id', 'conversation', 'thread'];
/** Where requests have their messages. */
const LISTS = ['messages', 'input', 'contents'];
const BYTES_PER_STEP = 10_000;

/** One session for all conversations: it tells them apart by what is in them. */
export class Compressor {
  readonly #session: Session;
  readonly #mode: ProxyMode;
  readonly #limits: Limits;

  constructor(headroom: Headroom, mode: ProxyMode, limits: Limits) {
    this.#session = headroom.session();
    this.#mode = mode;
    this.#limits = limits;
  }

  /** Makes a body ready to be sent. Never fails. */
  async prepare(bytes: Buffer, encoding: string | undefined): Promise<Prepared> {
    const start = performance.now();
    const plain = await decoded(bytes, encoding, this.#limits.inspectedBytes);
    if (!plain) return unchanged(bytes, 'encoding');
    const fields = fieldsIn(plain);
    const model = modelIn(plain, fields);
    if (DELTAS.some((name) => isSet(plain, fields?.get(name)))) return { ...unchanged(bytes, 'delta'), model };
    const conversation = conversationIn(plain, fields);
    try {
      const result = await this.#inTime(plain.length, (signal) =>
        this.#session.compressBody(plain, { signal, exactOnly: true, mode: this.#engineMode }),
      );
      const { tokensBefore, tokensAfter, left } = result;
      const isChanged = result.body !== plain;
      const body = isChanged ? (result.body as Buffer) : bytes;
      const skipped = left === undefined ? undefined : 'unreadable';
      const ms = performance.now() - start;
      return { body, isChanged, skipped, tokensBefore, tokensAfter, model, conversation, ms };
    } catch (error) {
      const skipped = error === TIMEOUT ? 'timeout' : 'error';
      return { ...unchanged(bytes, skipped), model, conversation, ms: performance.now() - start };
    }
  }

  /** As {@link prepare}, for messages. */
  compress(messages: readonly Message[], options: CompressOptions): Promise<CompressResult> {
    return this.#session.compress(messages, { ...options, exactOnly: true, mode: this.#engineMode });
  }

  get #engineMode(): 'audit' | 'optimize' {
    return this.#mode === 'audit' ? 'audit' : 'optimize';
  }

  /**
   * Ends work that takes too long. What the session decided it will send again, so a result that comes late is sent all the same; work that was ended decides
   * nothing, and only work that does not even end is left alone.
   */
  async #inTime<T>(bytes: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limit = this.#limits.compressMs + (this.#limits.msPer10kB * bytes) / BYTES_PER_STEP;
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

/** A body that is sent as it came. */
export function unchanged(body: Buffer, skipped: SkipReason): Prepared {
  const nothing = { tokensBefore: 0, tokensAfter: 0, model: undefined, conversation: undefined, ms: 0 };
  return { body, isChanged: false, skipped, ...nothing };
}

function modelIn(source: Buffer, fields: ReadonlyMap<string, Span> | undefined): string | undefined {
  const span = fields?.get('model');
  return span && textIn(source, span);
}

/** Turns of one conversation start alike. */
function conversationIn(source: Buffer, fields: ReadonlyMap<string, Span> | undefined): string | undefined {
  const list = LISTS.map((name) => fields?.get(name)).find((span) => span !== undefined);
  const first = list && firstIn(source, list);
  if (!first) return undefined;
  const hash = createHash('sha256');
  for (const span of [fields?.get('system'), fields?.get('instructions'), first])
    if (span) hash.update(source.subarray(span.start, span.end));
  return hash.digest('hex').slice(0, 32);
}
