export { Compressor } from './compressor.js';
export { decoderOf } from './decode.js';
export { errorIn } from './error-body.js';
export { fieldsIn, type Span } from './fields.js';
export { DEFAULT_BODY_LIMITS, type BodyLimits } from './limits.js';
export { unchanged, type Prepared, type SkipReason } from './prepared.js';
export { beginningIn, Events, isFollowed, Memory, responseTo, retrievalOf, type Rounds } from './retrieval/index.js';
export { routeOf, ROUTES, type Addressed, type Route } from './routes.js';
export { SseReader } from './sse.js';
