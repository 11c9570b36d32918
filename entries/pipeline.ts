// `@headroom/native/pipeline`: compressors and selectors of your own, and the engine behind them.
export {
  defineCompressor,
  defineSelector,
  TransformPipeline,
  type CompressorDefinition,
  type CustomCompressor,
  type CustomSelector,
  type LineRange,
  type PipelineEvent,
  type PipelineOptions,
  type PipelineResult,
  type Refusal,
  type SelectorDefinition,
  type StageReport,
  type TextInfo,
  type TransformOptions,
} from '../src/pipeline/index.js';
