import module from 'node:module';
import { dirname, join } from 'node:path';

/** The packages `tesseract.js` and `@tesseract.js-data/eng`, where Node finds them from this one. */
export interface InstalledTesseract {
  /** Loads the program. */
  readonly load: () => unknown;
  /** The folder of the data for English. */
  readonly data: string;
}

/**
 * Tesseract in WebAssembly; undefined if one of its packages is not installed. The working folder is not searched, as
 * for ONNX Runtime.
 */
export function installedTesseract(): InstalledTesseract | undefined {
  try {
    const require = module.createRequire(import.meta.url ?? __filename);
    const data = join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');
    const program = require.resolve('tesseract.js');
    return { load: () => require(program), data };
  } catch {
    return undefined;
  }
}
