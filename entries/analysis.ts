// `@headroom/native/analysis`: the parts of a conversation, and the savings in each.
export {
  analyze,
  report,
  type Analysis,
  type KindTotals,
  type ReportOptions,
  type TransformTotals,
  type Waste,
} from '../src/analysis/index.js';
