export { ConfigurationError, HeadroomError } from '../errors/index.js';
export { abortable } from './abort.js';
export { compressText, compressTextAsync, TextResult, type TextHint } from './compress.js';
export { crushJson, crushJsonAsync, CrushResult, serialize } from './crush.js';
export {
  detect,
  isJson,
  type ContentKind,
  type ContentLanguage,
  type DetectedSection,
  type Detection,
} from './detect.js';
export { call, fromNative } from './errors.js';
export { compressHtml, compressHtmlAsync, HtmlResult } from './html.js';
export { decodedLiteral, longLiteralsIn, type LongLiteral, type LongLiterals } from './json-texts.js';
export { handOver, isWellFormed, slices, textIn } from './long-text.js';
export { hasStandIn, withoutStandIns, withStandIns } from './stand-ins.js';
export { MADE, onlyMade } from './made.js';
export { Pace, pause, unitsOf } from './pace.js';
export { controlled } from './queue.js';
