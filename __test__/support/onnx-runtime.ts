// Where ONNX Runtime is, for tests that run models.
import { modelRuntime } from '@headroom/native/local-models';

const runtime = await modelRuntime();

/** Whether models can run here. Without ONNX Runtime, tests of models are skipped: set ORT_DYLIB_PATH to run them. */
export const RUNS_MODELS = runtime.available;
