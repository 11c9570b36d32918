/** Tokens of one request. The first four fields add up to the whole prompt. */
export interface Usage {
  /** New tokens that were not written to the prompt cache. */
  readonly input: number;
  /** Tokens read from the prompt cache. */
  readonly cachedRead: number;
  /** Tokens written to the prompt cache with the provider's shorter TTL. */
  readonly cacheWrite5m: number;
  /** Tokens written to the prompt cache for one hour. */
  readonly cacheWrite1h: number;
  /** Tokens that the model wrote, including thinking. */
  readonly output: number;
  /** Whether every number was present and valid. A missing or invalid number is 0. */
  readonly complete: boolean;
}
