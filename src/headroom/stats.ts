import { count, percent, plural, share } from '../format/index.js';

/** The figures of a result that are counted. */
interface Counted {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly compressed: boolean;
  readonly ccrHashes: readonly string[];
  /** Their number, where that takes less time. */
  readonly elided?: number;
  readonly storeError: string | undefined;
  readonly failures?: readonly string[];
}

/** The totals of an instance. */
export interface Stats {
  requests: number;
  tokensBefore: number;
  tokensAfter: number;
  tokensSaved: number;
}

/** The totals of an instance, with failures and times. */
export interface Metrics extends Stats {
  /** The number of requests in which any text changed. */
  compressed: number;
  /** The number of elided texts. A text counts each time it is sent. */
  leftOut: number;
  /** The number of requests without elisions because the store failed. */
  storeError: number;
  /** The number of requests with texts that could not be processed. */
  failed: number;
  /** The duration of requests, in milliseconds. */
  ms: { total: number; longest: number };
}

/** Adds up results, and warns if the store fails. */
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

  /** Waits for a result, and adds its figures. */
  async add<R extends Counted>(work: Promise<R>): Promise<R> {
    const start = performance.now();
    const result = await work;
    const ms = performance.now() - start;
    const sums = this.#sums;
    sums.requests += 1;
    sums.tokensBefore += result.tokensBefore;
    sums.tokensAfter += result.tokensAfter;
    sums.compressed += Number(result.compressed);
    sums.leftOut += result.elided ?? result.ccrHashes.length;
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

  /** Warns when the store begins to fail. */
  #warn(storeError: string | undefined): void {
    if (storeError !== undefined && !this.#isFailing) {
      process.emitWarning(`nothing is elided, because originals cannot be stored (${storeError})`, {
        type: 'HeadroomWarning',
        code: 'HEADROOM_STORE_FAILED',
      });
    }
    this.#isFailing = storeError !== undefined;
  }
}
