// `@headroom/native/local-models`: models that run on this machine, by ONNX Runtime.
export {
  loadCompressor,
  loadEmbedder,
  modelRuntime,
  type EmbedOptions,
  type LoadEmbedderOptions,
  type LoadModelOptions,
  type LocalModelInfo,
  type ModelRuntime,
  type ModelRuntimeOptions,
  type PromptCompressor,
  type RuntimeSource,
  type ShortenedProse,
  type ShortenOptions,
  type TextEmbedder,
} from '../src/local-models/index.js';
