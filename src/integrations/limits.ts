import { DEFAULT_BODY_LIMITS, type BodyLimits } from '../wire/index.js';

/**
 * The limits for compressing a body in the caller's own process. They are wider than the proxy's: only the caller
 * waits.
 */
export const LIMITS: BodyLimits = { ...DEFAULT_BODY_LIMITS, compressMs: 5000 };
