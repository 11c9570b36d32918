// The response cache: the same request of the same client gets the same response. It is off by default, because a model may answer differently each time.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Prepared } from '../wire/index.js';
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
/** Headers that change the provider's answer. */
const MEANINGFUL = /^(?:accept|accept-encoding|content-type|anthropic-.*|openai-.*|x-goog-.*|api-version)$/;

/** Keeps responses for some time, in memory. */
export class Answers {
  readonly #ms: number;
  readonly #answers = new Map<string, Answer>();
  #total = 0;
  #hits = 0;

  /** @param seconds - how long a response is kept. */
  constructor(seconds: number) {
    this.#ms = seconds * 1000;
  }

  /** The key of a request: everything that its answer depends on, and the client. Undefined without a whole body, or if no model answers it. */
  keyOf({ request, target, prepared }: Asked): string | undefined {
    if (!prepared || !request.complete || !target.route?.isAnswered || prepared.isOffered) return undefined;
    const { rawHeaders } = request;
    const headers = rawHeaders.filter((_, at) => MEANINGFUL.test(rawHeaders[at - (at % 2)]!.toLowerCase()));
    const { upstream, path } = target;
    return keyed(
      upstream.name,
      upstream.url.href,
      path,
      JSON.stringify(headers),
      credentialsOf(request),
      prepared.body,
    );
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
    return { entries: this.#answers.size, bytes: this.#total, total_hits: this.#hits, ttl_seconds: this.#ms / 1000 };
  }

  #remember(key: string, answer: Answer): void {
    const before = this.#answers.get(key);
    if (before) this.#forget(key, before);
    this.#answers.set(key, answer);
    this.#total += answer.body.length;
    for (const [oldest, own] of this.#answers) {
      if (this.#total <= MAX_TOTAL) break;
      this.#forget(oldest, own);
    }
  }

  #forget(key: string, { body }: Answer): void {
    this.#answers.delete(key);
    this.#total -= body.length;
  }
}
