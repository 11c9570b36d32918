import type { Message } from '../providers/index.js';
import type { CompressResult } from './result.js';

/** What an instance, or a session, did so far. */
export interface Stats {
  requests: number;
  tokensBefore: number;
  tokensAfter: number;
  tokensSaved: number;
}

/** Adds results up, and warns where the store fails. */
export class Tally {
  #requests = 0;
  #before = 0;
  #after = 0;
  #withheld: string | undefined;

  add<M extends Message>(result: CompressResult<M>): CompressResult<M> {
    this.#warn(result.withheld);
    this.#requests += 1;
    this.#before += result.tokensBefore;
    this.#after += result.tokensAfter;
    return result;
  }

  stats(): Stats {
    return { requests: this.#requests, tokensBefore: this.#before, tokensAfter: this.#after, tokensSaved: this.#before - this.#after };
  }

  /** Says once that the store fails, and once more when it does so again after it worked. */
  #warn(withheld: string | undefined): void {
    if (withheld !== undefined && this.#withheld === undefined) {
      process.emitWarning(`texts go whole: what would be left out of them cannot be stored (${withheld})`, { type: 'HeadroomWarning', code: 'HEADROOM_STORE_FAILED' });
    }
    this.#withheld = withheld;
  }
}
