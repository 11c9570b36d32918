import { DEFAULT_BODY_LIMITS, type BodyLimits } from '../wire/index.js';

/** What bounds compressing a body in the caller's own process. A proxy has other clients that wait; here only the caller does. */
export const LIMITS: BodyLimits = { ...DEFAULT_BODY_LIMITS, compressMs: 5000 };
