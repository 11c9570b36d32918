export { crushJson, crushJsonAsync, type CrushJsonAsyncOptions, type CrushJsonOptions } from './crush.js';
export {
  compressHtml,
  compressHtmlAsync,
  type CompressHtmlAsyncOptions,
  type CompressHtmlOptions,
} from './html.js';
export {
  compressDiff,
  compressJson,
  compressLog,
  compressSearch,
  compressText,
  compressTextAsync,
  compressTexts,
  compressTextsAsync,
  type CompressKindOptions,
  type CompressTextAsyncOptions,
  type CompressTextOptions,
} from './text.js';
export { compress, compressBatch, compressBody, compressDocuments, expand, type ExpandOptions } from './api.js';
