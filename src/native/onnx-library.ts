import { readdirSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';

const LIBRARY = /^(?:libonnxruntime\.(?:so|\d|dylib)|onnxruntime\.dll$)/;

/**
 * The library of ONNX Runtime in `onnxruntime-node`, where Node finds that package from this one; undefined if it is
 * not installed. The working folder is not searched: a repository that somebody cloned must not choose which library is
 * run.
 */
export function installedOnnxLibrary(): string | undefined {
  try {
    const manifest = module.createRequire(import.meta.url ?? __filename).resolve('onnxruntime-node/package.json');
    const versions = join(dirname(manifest), 'bin');
    for (const version of readdirSync(versions).sort().reverse()) {
      const folder = join(versions, version, process.platform, process.arch);
      const library = readdirSync(folder).find((name) => LIBRARY.test(name));
      if (library !== undefined) return join(folder, library);
    }
  } catch {
    // It is not installed, or not for this platform.
  }
  return undefined;
}
