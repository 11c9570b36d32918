import { count, percent, plural, share } from '../format/index.js';

/** What is counted of a result. */
interface Counted {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly compressed: boolean;
  readonly ccrHashes: readonly string[];
  readonly storeError: string | undefined;
  readonly failures?: readonly string[];
}

/** What an instance did so far. */
export interface Stats {
  requests: number;
  tokensBefore: number;
  tokensAfter: number;
  tokensSaved: number;
}

/** The same, and how it went. */
export interface Metrics extends Stats {
  /** Requests in which any text changed. */
  compressed: number;
  /** Texts that something was left out of, each time they were sent. */
  leftOut: number;
  /** Requests in which nothing was left out because it could not be stored. */
  storeError: number;
  /** Requests with texts that could not be looked at to the end. */
  failed: number;
  /** How long requests took, in milliseconds. */
  ms: { total: number; longest: number };
}

/** Adds results up, and warns where the store fails. */
export class Tally {
  readonly #sums: Omit<Metrics, 'tokensSaved'> = {
    requests: 0,
    tokensBefore: 0,
    tokensAfter: 0,
    compressed: 0,
    leftOut: 0,
    storeError: 0,
    failed: 0,
    ms: { total: 0, longest: 0 },
  };
  #isFailing = false;

  /** Waits for a result, and adds it. */
  async add<R extends Counted>(work: Promise<R>): Promise<R> {
    const start = performance.now();
    const result = await work;
    const ms = performance.now() - start;
    const sums = this.#sums;
    sums.requests += 1;
    sums.tokensBefore += result.tokensBefore;
    sums.tokensAfter += result.tokensAfter;
    sums.compressed += Number(result.compressed);
    sums.leftOut += result.ccrHashes.length;
    sums.storeError += Number(result.storeError !== undefined);
    sums.failed += Number((result.failures ?? []).length > 0);
    sums.ms = { total: sums.ms.total + ms, longest: Math.max(sums.ms.longest, ms) };
    this.#warn(result.storeError);
    return result;
  }

  stats(): Stats {
    const { requests, tokensBefore, tokensAfter } = this.#sums;
    return { requests, tokensBefore, tokensAfter, tokensSaved: tokensBefore - tokensAfter };
  }

  metrics(): Metrics {
    return { ...this.#sums, ...this.stats(), ms: { ...this.#sums.ms } };
  }

  summary(): string {
    const { requests, tokensBefore, tokensAfter, tokensSaved } = this.stats();
    return `${plural(requests, 'request')}: ${count(tokensBefore)} → ${count(tokensAfter)} estimated tokens, ${percent(share(tokensSaved, tokensBefore), ' %')} saved`;
  }

  /** Says once that the store fails, and once more when it does so again after it worked. */
  #warn(storeError: string | undefined): void {
    if (storeError !== undefined && !this.#isFailing) {
      process.emitWarning(`texts go whole: what would be left out of them cannot be stored (${storeError})`, {
        type: 'HeadroomWarning',
        code: 'HEADROOM_STORE_FAILED',
      });
    }
    this.#isFailing = storeError !== undefined;
  }
}
