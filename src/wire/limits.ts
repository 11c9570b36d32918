/** The limits for the work on a body. */
export interface BodyLimits {
  /**
   * The maximum size of a decoded body, in bytes. A larger one is passed through. Anthropic accepts requests of 32
   * MB.
   */
  inspectedBytes: number;
  /** The time limit for compressing, in milliseconds. {@link msPer10kB} is added for each 10 kB. */
  compressMs: number;
  msPer10kB: number;
  /**
   * The time limit if earlier turns of the conversation were sent compressed. Sending the original would miss the
   * provider's cache, which costs more than waiting.
   */
  replayMs: number;
}

export const DEFAULT_BODY_LIMITS: BodyLimits = {
  inspectedBytes: 32 * 2 ** 20,
  compressMs: 50,
  msPer10kB: 1,
  replayMs: 10_000,
};
