// `@headroom/native/pipeline`: compressors of your own, and the engine behind them.
export {
  defineCompressor,
  TransformPipeline,
  type CompressorDefinition,
  type CustomCompressor,
  type PipelineEvent,
  type PipelineOptions,
  type PipelineResult,
  type Refusal,
  type StageReport,
  type TextInfo,
  type TransformOptions,
} from '../src/pipeline/index.js';
