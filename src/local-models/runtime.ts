// Finds ONNX Runtime. Nothing is downloaded.
import { onnxLibrary } from '../config/index.js';
import { HeadroomError, optionsOf, TEXT, type Checks } from '../errors/index.js';
import { installedOnnxLibrary, native } from '../native/index.js';
import { abortable, controlled } from '../text/index.js';

/** Where the library of ONNX Runtime was found. */
export type RuntimeSource = 'option' | 'ORT_DYLIB_PATH' | 'onnxruntime-node';

/** Whether models can be run here. */
export interface ModelRuntime {
  /** Whether the library of ONNX Runtime is there and can be opened. */
  readonly available: boolean;
  /** The path of the library. */
  readonly path?: string;
  /** Who named it. */
  readonly source?: RuntimeSource;
  /** Why models cannot be run, and what to do. */
  readonly reason?: string;
}

/** Which ONNX Runtime to use. */
export interface ModelRuntimeOptions {
  /**
   * The path of the library of ONNX Runtime, version 1.24 or newer. Default: `ORT_DYLIB_PATH`, or else the library in
   * the package `onnxruntime-node` that is installed beside this one. The first library that is opened serves the
   * whole process.
   */
  runtime?: string;
}

const CHECKS: Checks<ModelRuntimeOptions> = { runtime: TEXT };
const HELP = 'Install `onnxruntime-node` beside this package, or set ORT_DYLIB_PATH to the library of ONNX Runtime.';

/**
 * Whether models can be run here. It opens the library of ONNX Runtime, and never throws because there is none.
 *
 * @throws `ConfigurationError` for an option of the wrong type.
 *
 * @example
 * ```ts
 * import { modelRuntime } from '@headroom/native/local-models';
 *
 * const { available, reason } = await modelRuntime();
 * console.log(available || reason);
 * ```
 */
export async function modelRuntime(options?: ModelRuntimeOptions): Promise<ModelRuntime> {
  const found = find(optionsOf(options, CHECKS).runtime);
  if (!found) return { available: false, reason: `ONNX Runtime is not installed. ${HELP}` };
  try {
    await abortable(undefined, () => controlled((control) => native.openModelRuntime(found.path, control)));
    return { available: true, ...found };
  } catch (error) {
    return { available: false, ...found, reason: (error as Error).message };
  }
}

/** The path of the library. @throws `HeadroomError` (`model/unavailable`) if there is none. */
export function runtimePath(option: string | undefined): string {
  const found = find(option);
  if (!found) throw new HeadroomError('model/unavailable', 'ONNX Runtime is not installed');
  return found.path;
}

function find(option: string | undefined): { path: string; source: RuntimeSource } | undefined {
  if (option !== undefined) return { path: option, source: 'option' };
  const named = onnxLibrary();
  if (named !== undefined) return { path: named, source: 'ORT_DYLIB_PATH' };
  const installed = installedOnnxLibrary();
  return installed === undefined ? undefined : { path: installed, source: 'onnxruntime-node' };
}
