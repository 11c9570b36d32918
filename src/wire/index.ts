export { Compressor } from './compressor.js';
export { decoderOf } from './decode.js';
export { errorIn } from './error-body.js';
export { EventStreamReader, unwrapped } from './event-stream.js';
export { fieldsIn, noteLongTexts, textIn, type Span } from './fields.js';
export { DEFAULT_BODY_LIMITS, type BodyLimits } from './limits.js';
export { unchanged, type Blocks, type Bodies, type Prepared, type SkipReason } from './prepared.js';
export {
  beginningIn,
  eventFormat,
  isAwsStream,
  isFollowed,
  Memory,
  responseTo,
  retrievalOf,
  type EventFormat,
  type Rounds,
} from './retrieval/index.js';
export { routeOf, ROUTES, SIGNED_ROUTES, type Addressed, type Route } from './routes.js';
export { SseReader } from './sse.js';
export type { Treat, Treatment } from './treatment.js';
export { DeferredTools, slimTools, SlimTools } from './tools/index.js';
