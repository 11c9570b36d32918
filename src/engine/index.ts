export { crushJson, crushJsonAsync, CrushResult, serialize } from './crush.js';
export { detect, isJson, type ContentKind, type ContentLanguage, type DetectedSection, type Detection } from './detect.js';
export { call, ConfigurationError, fromNative, HeadroomError } from './errors.js';
