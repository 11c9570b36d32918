export { defineCompressor, type CompressorDefinition, type CustomCompressor, type TextInfo } from './define.js';
export type { PipelineEvent, StageReport } from './events.js';
export type { Refusal } from './forms.js';
export { TransformPipeline, type PipelineOptions, type PipelineResult, type TransformOptions } from './pipeline.js';
export { defineSelector, type CustomSelector, type LineRange, type SelectorDefinition } from './select.js';
