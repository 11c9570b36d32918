// The response cache: the same request of the same client gets the same response. It is off by default, because a model may answer differently each time.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Prepared } from '../wire/index.js';
import { Alike, type Question, type SemanticCacheOptions } from './alike.js';
import { credentialsOf, keyed } from './gate/index.js';
import { responseHeaders } from './headers.js';
import type { Target } from './routes.js';

/** A request that may have been answered before. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly target: Target;
  readonly prepared: Prepared | undefined;
}

/** A response as it arrived. */
interface Answer {
  readonly status: number;
  readonly message: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
  readonly until: number;
}

/** Maximum length of a response, and of all responses together, in bytes. */
const MAX_ANSWER = 4 * 2 ** 20;
const MAX_TOTAL = 64 * 2 ** 20;
/** Questions of requests under way. */
const MAX_ASKED = 256;
/** Headers that change the provider's answer. */
const MEANINGFUL = /^(?:accept|accept-encoding|content-type|anthropic-.*|openai-.*|x-goog-.*|api-version)$/;

/** Keeps responses for some time, in memory. */
export class Answers {
  readonly #ms: number;
  readonly #answers = new Map<string, Answer>();
  readonly #alike: Alike | undefined;
  /** The questions of requests under way, by their keys. */
  readonly #asked = new Map<string, Question>();
  #total = 0;
  #hits = 0;

  /**
   * @param seconds - how long a response is kept.
   * @param semantic - how requests that ask the same in other words are found; without it, none are.
   */
  constructor(seconds: number, semantic?: SemanticCacheOptions) {
    this.#ms = seconds * 1000;
    this.#alike = semantic && new Alike(semantic);
  }

  /** The key of a request: everything that its answer depends on, and the client. Undefined without a whole body, or if no model answers it. */
  keyOf(asked: Asked): string | undefined {
    const { request, target, prepared } = asked;
    if (!prepared || !request.complete || !target.route?.isAnswered || prepared.isOffered) return undefined;
    return this.#keyed(asked, prepared.body);
  }

  /** As {@link give}, for a request that asks the same as an earlier one of the same client, in other words. */
  async giveAlike(asked: Asked, key: string, to: ServerResponse): Promise<number | undefined> {
    const question = await this.#alike?.questionIn(asked.prepared!.body, (rest) => this.#keyed(asked, rest));
    if (!question || to.closed || to.destroyed) return undefined;
    const alike = this.#alike!.find(question);
    const status = alike === undefined ? undefined : this.give(alike, to);
    if (status === undefined) this.#ask(key, question);
    return status;
  }

  #keyed({ request, target }: Asked, body: string | Buffer): string {
    const { rawHeaders } = request;
    const headers = rawHeaders.filter((_, at) => MEANINGFUL.test(rawHeaders[at - (at % 2)]!.toLowerCase()));
    const { upstream, path } = target;
    return keyed(upstream.name, upstream.url.href, path, JSON.stringify(headers), credentialsOf(request), body);
  }

  /** Answers a request from the cache, and returns the status. Undefined if the cache has no answer, or an old one. */
  give(key: string, to: ServerResponse): number | undefined {
    const answer = this.#answers.get(key);
    if (!answer) return undefined;
    if (answer.until < performance.now()) {
      this.#forget(key, answer);
      return undefined;
    }
    this.#hits += 1;
    to.writeHead(answer.status, answer.message, [...answer.headers, 'x-headroom-cache', 'hit']);
    to.end(answer.body);
    return answer.status;
  }

  /** Collects a response while it is passed on. It is kept once `end` is called. */
  keep(key: string, from: IncomingMessage): { take(chunk: Buffer): void; end(): void } | undefined {
    if (from.statusCode !== 200) return undefined;
    let chunks: Buffer[] = [];
    let length = 0;
    return {
      take: (chunk) => {
        length += chunk.length;
        if (length <= MAX_ANSWER) chunks.push(chunk);
        else chunks = [];
      },
      end: () => {
        if (length > MAX_ANSWER) return;
        const body = Buffer.concat(chunks, length);
        const own = { 'set-cookie': undefined, 'content-length': String(length) };
        this.#remember(key, {
          status: 200,
          message: from.statusMessage ?? 'OK',
          headers: responseHeaders(from.rawHeaders, own),
          body,
          until: performance.now() + this.#ms,
        });
      },
    };
  }

  stats(): object {
    const semantic = this.#alike && { semantic: this.#alike.stats() };
    const [entries, bytes] = [this.#answers.size, this.#total];
    return { entries, bytes, total_hits: this.#hits, ttl_seconds: this.#ms / 1000, ...semantic };
  }

  /** Remembers a question until its response has come. Some never come. */
  #ask(key: string, question: Question): void {
    this.#asked.set(key, question);
    for (const oldest of this.#asked.keys()) {
      if (this.#asked.size <= MAX_ASKED) return;
      this.#asked.delete(oldest);
    }
  }

  #remember(key: string, answer: Answer): void {
    const before = this.#answers.get(key);
    if (before) this.#forget(key, before);
    this.#answers.set(key, answer);
    const question = this.#asked.get(key);
    if (question) this.#alike?.add(key, question);
    this.#asked.delete(key);
    this.#total += answer.body.length;
    for (const [oldest, own] of this.#answers) {
      if (this.#total <= MAX_TOTAL) break;
      this.#forget(oldest, own);
    }
  }

  #forget(key: string, { body }: Answer): void {
    this.#answers.delete(key);
    this.#alike?.remove(key);
    this.#total -= body.length;
  }
}
