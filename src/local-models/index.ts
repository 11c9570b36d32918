export { loadCompressor, type PromptCompressor, type ShortenedProse, type ShortenOptions } from './compressor.js';
export { loadEmbedder, type EmbedOptions, type TextEmbedder } from './embedder.js';
export type { LoadEmbedderOptions, LoadModelOptions, LocalModelInfo } from './options.js';
export { modelRuntime, type ModelRuntime, type ModelRuntimeOptions, type RuntimeSource } from './runtime.js';
