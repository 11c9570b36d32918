/** Tokens of one request. The first four are the whole prompt, each token in one of them. */
export interface Usage {
  /** New tokens that were not written to the prompt cache. */
  readonly input: number;
  /** Read from the prompt cache. */
  readonly cachedRead: number;
  /** Written to it, for the provider's shorter time. */
  readonly cacheWrite5m: number;
  /** Written to it for an hour. */
  readonly cacheWrite1h: number;
  /** What the model wrote, thoughts included. */
  readonly output: number;
  /** Whether all of it was there and made sense. What did not is 0. */
  readonly complete: boolean;
}
