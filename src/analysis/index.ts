export { analysisOf, type Analysis, type KindTotals, type TransformTotals, type Waste } from './analysis.js';
export { markdownOf } from './markdown.js';
export { pageOf } from './page.js';
export { explained, pairsOf, resultsOf, type Explained, type Pair } from './pairs.js';
export { analyze, report, type ReportOptions } from './report.js';
