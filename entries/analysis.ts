// `@headroom/native/analysis`: what a conversation consists of, and what was saved where.
export {
  analyze,
  report,
  type Analysis,
  type KindTotals,
  type ReportOptions,
  type TransformTotals,
  type Waste,
} from '../src/analysis/index.js';
