export { inTime, OCR, type Ocr, type OcrImage, type OcrReading } from './ocr.js';
export { installedOcr } from './tesseract.js';
