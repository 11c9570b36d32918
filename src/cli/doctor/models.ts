// Checks whether the models that the user added can run.
import type { Finding } from './finding.js';

/** ONNX Runtime. It is optional, so it is only said if it is there or a model needs it. */
export async function checkModels(): Promise<Finding[]> {
  const name = 'models';
  const [{ modelRuntime }, { installed }] = await Promise.all([
    import('../../local-models/index.js'),
    import('../models/installed.js'),
  ]);
  const models = countOf(installed);
  const { available, path, source, reason } = await modelRuntime();
  if (available) return [{ name, state: 'ok', said: `ONNX Runtime of ${source} works: ${path}` }];
  if (path === undefined && models === 0) return [];
  const said = reason ?? 'ONNX Runtime cannot be opened';
  const advice = 'install `onnxruntime-node`, or set ORT_DYLIB_PATH; without it models are not used';
  return [{ name, state: 'warning', said, advice }];
}

function countOf(installed: () => readonly unknown[]): number {
  try {
    return installed().length;
  } catch {
    // A user without a home has no models.
    return 0;
  }
}
