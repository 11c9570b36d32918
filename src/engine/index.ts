export { ConfigurationError, HeadroomError } from '../errors/index.js';
export { crushJson, crushJsonAsync, CrushResult, serialize } from './crush.js';
export { detect, isJson, type ContentKind, type ContentLanguage, type DetectedSection, type Detection } from './detect.js';
export { call, fromNative } from './errors.js';
export { controlled } from './queue.js';
