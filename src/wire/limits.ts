/** What bounds the work on a body. */
export interface BodyLimits {
  /** Largest body, decoded, that is compressed, in bytes; a larger one is passed through. Anthropic takes requests of 32 MB. */
  inspectedBytes: number;
  /** Time that compressing may take, in milliseconds, beside {@link msPer10kB} for each 10 kB. */
  compressMs: number;
  msPer10kB: number;
  /** The same where earlier turns of the conversation were sent compressed: the original would empty the provider's cache, which is worse than to wait. */
  replayMs: number;
}

export const DEFAULT_BODY_LIMITS: BodyLimits = {
  inspectedBytes: 32 * 2 ** 20,
  compressMs: 50,
  msPer10kB: 1,
  replayMs: 10_000,
};
